import type { Facts } from './facts';
import { ofType } from './facts';
import type { Violation } from './observations';

/** Exactly one `MessagesSettled` names each `CustomerMessageReceived`, and one more each time it was taken up again; those that wait for an assignment have none yet. */
export const checkOutcomes = (facts: Facts): readonly Violation[] => {
  const outcomes = new Map<string, number>();
  for (const { envelope, event } of ofType(facts, 'CustomerMessageReceived'))
    outcomes.set(`${envelope.subject} ${event.data.messageId}`, 0);
  const owed = owedOutcomes(facts);
  const strangers: Violation[] = [];
  for (const { envelope, event } of ofType(facts, 'MessagesSettled'))
    for (const messageId of event.data.messageIds) {
      const name = `${envelope.subject} ${messageId}`;
      const count = outcomes.get(name);
      if (count === undefined) strangers.push(violation(`outcome of ${name}, which nobody wrote`));
      else outcomes.set(name, count + 1);
    }
  const wrong = [...outcomes]
    .filter(([name, count]) => count !== (owed.get(name) ?? 1))
    .map(([name, count]) => violation(`message ${name} has ${count} outcomes`));
  return [...strangers, ...wrong];
};

/** Where it is not one. */
const owedOutcomes = (facts: Facts): ReadonlyMap<string, number> => {
  const owed = new Map<string, number>();
  const add = (name: string, count: number) => owed.set(name, (owed.get(name) ?? 1) + count);
  for (const { envelope, event } of ofType(facts, 'MessagesReopened'))
    for (const messageId of event.data.messageIds) add(`${envelope.subject} ${messageId}`, 1);
  const waiting = new Map<string, boolean>();
  for (const { envelope, event } of ofType(facts, 'MessageJudged'))
    waiting.set(
      `${envelope.subject} ${event.data.messageId}`,
      event.data.verdict === 'await-assignment',
    );
  for (const { envelope, event } of ofType(facts, 'MessagesSettled'))
    for (const messageId of event.data.messageIds)
      waiting.delete(`${envelope.subject} ${messageId}`);
  for (const [name, still] of waiting) if (still) add(name, -1);
  return owed;
};

const violation = (what: string): Violation => ({ property: 'P3', what });
