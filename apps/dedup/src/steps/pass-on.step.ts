import type { AnyInput } from '@deskstream/contracts';
import { derivedId, encodeInput, inputIdOf } from '@deskstream/contracts';
import type { Draft, LogRecord } from '@deskstream/port-event-log';
import { parsePartitionKey } from '@deskstream/kernel';
import { ORIGIN_HEADER, placeOf, SOURCE } from '../seen-inputs';
import type { SeenInputs } from '../seen-inputs';
import type { ReadDelivery } from './read-delivery.step';

/** Key part of deliveries that are about no conversation; there is no log to tell about them. */
const NO_CONVERSATION = '-';

export interface PassedOn {
  readonly outcome: 'passed-on' | 'duplicate' | 'no-content' | 'no-conversation';
  readonly drafts: readonly Draft[];
}

/**
 * What is new goes on under its derived id; a delivery that tells nothing new is told of as
 * `DeliverySuppressed`. A record that is read again after a crash gives the same drafts again.
 */
export const passOn = (
  { webhook, facts }: ReadDelivery,
  record: LogRecord,
  seen: SeenInputs,
  traceparent: string | undefined,
): PassedOn => {
  const origin = placeOf(record);
  const write = writer(webhook, { origin, traceparent });
  const named = facts.map((fact) => ({
    fact,
    id: inputIdOf(record.key, fact.type, fact.identity),
  }));
  const fresh = named.filter(({ id }) => (seen.originOf(id) ?? origin) === origin);
  if (fresh.length > 0) {
    for (const { id } of fresh) seen.remember(id, origin);
    return { outcome: 'passed-on', drafts: fresh.map(({ id, fact }) => write(id, fact)) };
  }
  if (parsePartitionKey(record.key)?.conversation === NO_CONVERSATION)
    return { outcome: 'no-conversation', drafts: [] };
  const because = named.length > 0 ? 'duplicate' : 'no-content';
  const { deliveryId, vendorTopic } = webhook;
  const data = { deliveryId, vendorTopic, because, ...firstSeen(named[0]?.id, seen) } as const;
  const id = derivedId('in', record.topic, record.partition, record.offset, webhook.envelope.id);
  return { outcome: because, drafts: [write(id, { type: 'DeliverySuppressed', data })] };
};

const firstSeen = (id: string | undefined, seen: SeenInputs) => {
  const origin = id === undefined ? undefined : seen.originOf(id);
  return id === undefined || origin === undefined ? {} : { duplicateOf: id, firstSeenAt: origin };
};

/** The delivery's id goes along all the way as the correlation id. */
const writer =
  (
    { envelope, deliveryId }: ReadDelivery['webhook'],
    { origin, traceparent }: { readonly origin: string; readonly traceparent: string | undefined },
  ) =>
  (id: string, input: AnyInput): Draft => {
    const draft = encodeInput(
      {
        id,
        source: SOURCE,
        subject: envelope.subject,
        time: envelope.time,
        correlationId: deliveryId,
        causationId: envelope.id,
        ...(traceparent === undefined ? {} : { traceparent }),
      },
      input,
    );
    return { ...draft, headers: { ...draft.headers, [ORIGIN_HEADER]: origin } };
  };
