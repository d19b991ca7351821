import type { AuditParts } from '../audit';
import { eventsOf } from './events.query';

/** What became of one delivery: where it stands, and every input it led to. */
export interface DeliveryTrace {
  readonly id: string;
  readonly session: string;
  readonly vendorTopic: string;
  readonly receivedAt: number;
  readonly position: string;
  readonly times: number;
  readonly inputs: readonly {
    readonly id: string;
    readonly type: string;
    readonly at: number;
    readonly position: string;
    readonly detail: unknown;
  }[];
  /** What the conversation's log holds because of it, oldest first. */
  readonly events: readonly {
    readonly seq: number;
    readonly type: string;
    readonly at: number;
    readonly causationId: string;
  }[];
}

export const traceDelivery = async (
  { dataSource, index }: Pick<AuditParts, 'dataSource' | 'index'>,
  id: string,
): Promise<DeliveryTrace | null> => {
  const [delivery] = await dataSource.query<Omit<DeliveryTrace, 'inputs' | 'events'>[]>(
    `select id, key as session, vendor_topic as "vendorTopic", received_at::float8 as "receivedAt",
       position, times from delivery where id = $1`,
    [id],
  );
  if (delivery === undefined) return null;
  const inputs = await dataSource.query<DeliveryTrace['inputs']>(
    `select id, type, at::float8 as at, position, detail from delivery_input
     where delivery_id = $1 order by at, id`,
    [id],
  );
  return { ...delivery, inputs, events: await eventsBecauseOf(index, delivery) };
};

const eventsBecauseOf = async (
  index: AuditParts['index'],
  { id, session }: Pick<DeliveryTrace, 'id' | 'session'>,
): Promise<DeliveryTrace['events']> => {
  const found: DeliveryTrace['events'][number][] = [];
  for await (const { seq, envelope, event } of eventsOf(index, session))
    if (envelope.correlationId === id)
      found.push({ seq, type: event.type, at: event.at, causationId: envelope.causationId });
  return found;
};
