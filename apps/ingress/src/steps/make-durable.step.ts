import { derivedId, encodeWebhook, WEBHOOK_TYPE } from '@deskstream/contracts';
import type { Clock } from '@deskstream/kernel';
import { hasCode, messageOf, partitionKey } from '@deskstream/kernel';
import type { Draft } from '@deskstream/port-event-log';
import type { Delivery, VendorConnection } from '@deskstream/port-vendor';
import type { WriteDurably } from '../durable/durable-writer';
import type { IngressLimits } from '../limits';
import type { Refusal } from '../problem';
import { tooLarge } from './check-limits.step';

export interface DurableDeps {
  readonly write: WriteDurably;
  readonly clock: Clock;
  readonly limits: IngressLimits;
}

export interface Arrival {
  readonly traceparent: string | undefined;
  /** Host and path of the request. */
  readonly address: string;
}

/** Stands in the key of deliveries that are about no conversation (contacts, companies). */
export const NO_CONVERSATION = '-';

/** `null` only when every delivery is durable. What is not known to be stored is refused: the vendor sends again. */
export const makeDurable = async (
  deps: DurableDeps,
  connection: VendorConnection,
  deliveries: readonly Delivery[],
  from: Arrival,
): Promise<(Refusal & { readonly because: string }) | null> => {
  const time = deps.clock.now();
  const drafts = deliveries.map((delivery) => draftOf(connection, delivery, { time, ...from }));
  try {
    await deps.write(drafts);
    return null;
  } catch (error) {
    return { ...refusalOf(error, deps.limits), because: messageOf(error) };
  }
};

const refusalOf = (error: unknown, limits: IngressLimits): Refusal =>
  hasCode(error, 'EVENT_LOG.TOO_LARGE')
    ? tooLarge(limits.bodyBytes)
    : {
        status: 503,
        code: codeOf(error),
        detail: 'The delivery could not be made durable. Send it again later.',
        headers: { 'retry-after': '5' },
      };

const codeOf = (error: unknown): string => {
  if (hasCode(error, 'SPOOL.FULL')) return 'SPOOL.FULL';
  return hasCode(error, 'EVENT_LOG.FULL') ? 'LOG.FULL' : 'LOG.UNAVAILABLE';
};

const draftOf = (
  { workspace, vendor }: VendorConnection,
  delivery: Delivery,
  { time, traceparent, address }: Arrival & { readonly time: number },
): Draft => {
  const { deliveryId, vendorTopic, attempt, body } = delivery;
  const conversation = delivery.conversation ?? NO_CONVERSATION;
  return encodeWebhook({
    envelope: {
      id: derivedId('wh', workspace, vendor, deliveryId, attempt),
      type: WEBHOOK_TYPE,
      source: '/ingress',
      subject: partitionKey({ workspace, vendor, conversation }),
      time,
      schemaVersion: 1,
      correlationId: deliveryId,
      causationId: deliveryId,
      ...(traceparent === undefined ? {} : { traceparent }),
    },
    workspace,
    vendor,
    deliveryId,
    vendorTopic,
    attempt,
    body,
    address,
  });
};
