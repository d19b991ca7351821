import type { Facts, SeenEvent, SeenInput } from './facts';
import { placeOf, repeated } from './facts';
import type { Violation } from './observations';

/**
 * Inputs may be appended twice under one id (a lost acknowledgement); the fold takes one. Two ids for
 * one occurrence, two events of one id, two decisions on one input, or none, are violations.
 */
export const checkIdentity = ({
  inputs,
  inputById,
  events,
  observed,
}: Facts): readonly Violation[] => [
  ...repeated(events.map(({ envelope }) => envelope.id)).map((id) =>
    violation(`event ${id} stands twice in the log`),
  ),
  ...twoIdsOfOne(inputs),
  ...repeated(messagesOf(events)).map((name) => violation(`two events of ${name}`)),
  ...decidedTwice(events),
  ...undecided({ inputs, inputById, events, observed }),
];

const twoIdsOfOne = (inputs: readonly SeenInput[]): readonly Violation[] => {
  const ids = new Map<string, string>();
  return inputs.flatMap(({ envelope, input }) => {
    const identity = identityOf(input);
    if (identity === null) return [];
    const name = `${envelope.subject} ${input.type} ${identity}`;
    const known = ids.get(name) ?? envelope.id;
    ids.set(name, known);
    return known === envelope.id
      ? []
      : [violation(`${name} has two input ids, ${known} and ${envelope.id}`)];
  });
};

/** Names what happened, apart from how we learned of it; other inputs have no such name in their data. */
const IDENTITIES: Readonly<Record<string, readonly string[]>> = {
  CustomerWrote: ['messageId'],
  TeammateWrote: ['messageId'],
  BotWrote: ['messageId'],
  TimerDue: ['timerId'],
  ReasoningStepped: ['runId', 'step'],
  ReasoningFinished: ['runId'],
  DispatchReported: ['commandId'],
};

const identityOf = ({ type, data }: SeenInput['input']): string | null => {
  const fields = IDENTITIES[type];
  const values = data as Readonly<Record<string, unknown>>;
  return fields?.map((field) => String(values[field])).join('#') ?? null;
};

const messagesOf = (events: readonly SeenEvent[]): readonly string[] =>
  events.flatMap(({ envelope, event }) => {
    if (event.type === 'TimerFired') return [`TimerFired ${event.data.timerId}`];
    const said =
      event.type === 'CustomerMessageReceived' ||
      event.type === 'TeammateMessageReceived' ||
      event.type === 'BotMessageReceived';
    return said ? [`${event.type} ${event.data.messageId} of ${envelope.subject}`] : [];
  });

/** All events of one decision name one place, and stand together. */
const decidedTwice = (events: readonly SeenEvent[]): readonly Violation[] => {
  const causes = new Map<string, string>();
  return events.flatMap(({ envelope }) => {
    const known = causes.get(envelope.causationId) ?? envelope.cause;
    causes.set(envelope.causationId, known);
    return known === envelope.cause
      ? []
      : [
          violation(
            `input ${envelope.causationId} was decided at ${known} and again at ${envelope.cause}`,
          ),
        ];
  });
};

const undecided = ({
  inputById,
  events,
  observed,
}: Pick<Facts, 'inputs' | 'inputById' | 'events' | 'observed'>): readonly Violation[] => {
  const decided = new Set([
    ...events.map(({ envelope }) => envelope.causationId),
    ...observed.deadLetters.map(({ headers }) => headers['ce_id'] ?? ''),
  ]);
  return [...inputById.values()]
    .filter(({ envelope }) => !decided.has(envelope.id))
    .map(({ envelope, record }) =>
      violation(`input ${envelope.id} at ${placeOf(record)} led to no event`),
    );
};

const violation = (what: string): Violation => ({ property: 'P2', what });
