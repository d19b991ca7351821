import type { DataSource } from 'typeorm';

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
}

export const traceDelivery = async (
  dataSource: DataSource,
  id: string,
): Promise<DeliveryTrace | null> => {
  const [delivery] = await dataSource.query<Omit<DeliveryTrace, 'inputs'>[]>(
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
  return { ...delivery, inputs };
};
