import type { Facts } from './facts';
import { ofType } from './facts';
import type { Violation } from './observations';

/** Exactly one `MessagesSettled` names each `CustomerMessageReceived`. */
export const checkOutcomes = (facts: Facts): readonly Violation[] => {
  const outcomes = new Map<string, number>();
  for (const { envelope, event } of ofType(facts, 'CustomerMessageReceived'))
    outcomes.set(`${envelope.subject} ${event.data.messageId}`, 0);
  const strangers: Violation[] = [];
  for (const { envelope, event } of ofType(facts, 'MessagesSettled'))
    for (const messageId of event.data.messageIds) {
      const name = `${envelope.subject} ${messageId}`;
      const count = outcomes.get(name);
      if (count === undefined) strangers.push(violation(`outcome of ${name}, which nobody wrote`));
      else outcomes.set(name, count + 1);
    }
  const wrong = [...outcomes]
    .filter(([, count]) => count !== 1)
    .map(([name, count]) => violation(`message ${name} has ${count} outcomes`));
  return [...strangers, ...wrong];
};

const violation = (what: string): Violation => ({ property: 'P3', what });
