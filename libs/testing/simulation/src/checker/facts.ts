import type { EventRecord, InputRecord, WebhookRecord } from '@deskstream/contracts';
import { decodeEvent, decodeInput, decodeWebhook } from '@deskstream/contracts';
import type { EventData, EventType } from '@deskstream/conversation-domain';
import type { LogRecord } from '@deskstream/port-event-log';
import type { Observations, Violation } from './observations';

export interface SeenInput extends InputRecord {
  readonly record: LogRecord;
}

export interface SeenEvent extends EventRecord {
  readonly record: LogRecord;
}

export type EventOf<K extends EventType> = SeenEvent & {
  readonly event: { readonly data: EventData<K> };
};

/** The observations, decoded once. */
export interface Facts {
  readonly observed: Observations;
  readonly webhooks: readonly { readonly record: LogRecord; readonly webhook: WebhookRecord }[];
  readonly inputs: readonly SeenInput[];
  readonly inputById: ReadonlyMap<string, SeenInput>;
  readonly events: readonly SeenEvent[];
  readonly eventById: ReadonlyMap<string, SeenEvent>;
  readonly unreadable: readonly Violation[];
}

export const factsOf = (observed: Observations): Facts => {
  const unreadable: Violation[] = [];
  const webhooks = observed.webhooks.flatMap((record) => {
    const decoded = decodeWebhook(record);
    return decoded.ok ? [{ record, webhook: decoded.value }] : [];
  });
  const inputs = observed.inputs.flatMap((record) => {
    const decoded = decodeInput(record);
    return decoded.ok ? [{ record, ...decoded.value }] : [];
  });
  const events = observed.events.flatMap((record) => {
    const decoded = decodeEvent(record);
    if (decoded.ok) return [{ record, ...decoded.value }];
    unreadable.push({ property: 'P5', what: `event at ${placeOf(record)}: ${decoded.because}` });
    return [];
  });
  return {
    observed,
    webhooks,
    inputs,
    inputById: firstById(inputs),
    events,
    eventById: firstById(events),
    unreadable,
  };
};

export const ofType = <K extends EventType>(facts: Facts, type: K): readonly EventOf<K>[] =>
  facts.events.filter(({ event }) => event.type === type) as unknown as readonly EventOf<K>[];

export const placeOf = ({ partition, offset }: LogRecord): string => `${partition}:${offset}`;

/** First come, first kept. */
const firstById = <T extends { readonly envelope: { readonly id: string } }>(
  all: readonly T[],
): ReadonlyMap<string, T> => {
  const found = new Map<string, T>();
  for (const one of all) if (!found.has(one.envelope.id)) found.set(one.envelope.id, one);
  return found;
};

/** Names that occur more than once. */
export const repeated = (names: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const name of names) (seen.has(name) ? twice : seen).add(name);
  return [...twice];
};
