import type { Facts, SeenInput } from './facts';
import { placeOf } from './facts';
import type { VendorEffect, Violation } from './observations';

/** Each event names an input that stands where it says; each input and effect has a cause that was in the log before. */
export const checkCauses = (facts: Facts): readonly Violation[] => [
  ...causesOfEvents(facts),
  ...causesOfInputs(facts),
  ...timersTooEarly(facts),
  ...effectsTooEarly(facts),
];

const causesOfEvents = ({ observed, events }: Facts): readonly Violation[] => {
  const inputs = new Map(observed.inputs.map((record) => [placeOf(record), record]));
  return events.flatMap(({ envelope, record }) => {
    const input = inputs.get(envelope.cause);
    const caused = input?.headers['ce_id'] === envelope.causationId && input.key === record.key;
    return caused
      ? []
      : [violation(`event ${envelope.id}: no input ${envelope.causationId} at ${envelope.cause}`)];
  });
};

const OUTSIDE = new Set<SeenInput['input']['type']>([
  'OperatorHandedBack',
  'OperatorHandedOff',
  'SessionModeSet',
  'DeadLetterRedriven',
  'SessionExported',
  'GapSuspected',
]);

const causesOfInputs = ({ webhooks, eventById, inputs, observed }: Facts): readonly Violation[] => {
  const deliveries = firstSeen(webhooks);
  const tolerance = observed.clockToleranceMs ?? 0;
  return inputs
    .filter(({ input }) => !OUTSIDE.has(input.type))
    .flatMap(({ envelope, record }) => {
      const { causationId } = envelope;
      const since = deliveries.get(causationId) ?? eventById.get(causationId)?.record.timestamp;
      if (since === undefined)
        return [violation(`input ${envelope.id} names a cause that is nowhere: ${causationId}`)];
      return record.timestamp + tolerance < since
        ? [violation(`input ${envelope.id} was there before its cause ${causationId}`)]
        : [];
    });
};

/** One delivery may stand in the log twice: its first append counts. */
const firstSeen = (webhooks: Facts['webhooks']): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const { webhook, record } of webhooks) {
    const { id } = webhook.envelope;
    times.set(id, Math.min(record.timestamp, times.get(id) ?? Number.POSITIVE_INFINITY));
  }
  return times;
};

const timersTooEarly = ({ inputs }: Facts): readonly Violation[] =>
  inputs.flatMap(({ input, record }) =>
    input.type === 'TimerDue' && record.timestamp < input.data.dueAt
      ? [
          violation(
            `timer ${input.data.timerId} fired ${input.data.dueAt - record.timestamp} ms early`,
          ),
        ]
      : [],
  );

const effectsTooEarly = (facts: Facts): readonly Violation[] => {
  const tolerance = facts.observed.clockToleranceMs ?? 0;
  return facts.observed.effects.flatMap((effect) => {
    const asked = requestsOf(facts, effect).some((at) => at <= effect.at + tolerance);
    return asked
      ? []
      : [violation(`${effect.kind} in ${effect.key} was carried out before it was requested`)];
  });
};

const requestsOf = (facts: Facts, { kind, key }: VendorEffect): readonly number[] =>
  facts.events
    .filter(({ event, record }) => REQUESTS[kind].includes(event.type) && record.key === key)
    .map(({ record }) => record.timestamp);

const REQUESTS: Readonly<Record<VendorEffect['kind'], readonly string[]>> = {
  reply: ['ReplyRequested', 'HandoffMessageRequested'],
  note: ['NoteRequested', 'SuggestionRequested'],
  unassign: ['UnassignRequested'],
  assign: ['AssignRequested'],
  tag: ['TagRequested'],
  close: ['ArchiveRequested'],
};

/** Just before each reply somebody asked the vendor whose conversation it is, and it was no person's. */
export const checkOwnership = (facts: Facts): readonly Violation[] =>
  facts.observed.effects.flatMap((effect) => {
    const { kind, key, at, lastOwnershipRead: read } = effect;
    if (kind !== 'reply' || read === undefined) return [];
    const earliest = Math.min(...requestsOf(facts, effect));
    if (read === null || read.at < earliest)
      return [talkedOver(key, at, 'nobody read whose it is')];
    return read.withPerson ? [talkedOver(key, at, 'it was read to be with a person')] : [];
  });

const talkedOver = (key: string, at: number, because: string): Violation => ({
  property: 'P9',
  what: `reply in ${key} at ${at}: ${because}`,
});

const violation = (what: string): Violation => ({ property: 'P6', what });
