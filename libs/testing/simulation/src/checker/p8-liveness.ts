import type { Facts } from './facts';
import { ofType } from './facts';
import type { Violation } from './observations';

/** After the last fault nothing stays open, and nothing stays unread. */
export const checkLiveness = (facts: Facts): readonly Violation[] => {
  const { liveness } = facts.observed;
  const { openWork, lag, settledAfterMs, boundMs } = liveness;
  const late = settledAfterMs === null || settledAfterMs > boundMs;
  return [
    ...(late ? [violation(`not at rest within ${boundMs} ms (${settledAfterMs ?? 'never'})`)] : []),
    ...left(openWork).map(([group, open]) => violation(`${open} items of ${group} are open`)),
    ...left(lag).map(([group, behind]) => violation(`${group} is ${behind} records behind`)),
    ...lateTimers(facts),
  ];
};

/** Faults delay a timer by leases and pauses; only waiting for another one delays it by more. */
const LATEST_MS = 5 * 60_000;

const lateTimers = (facts: Facts): readonly Violation[] =>
  ofType(facts, 'TimerFired')
    .filter(({ event }) => event.at - event.data.dueAt > LATEST_MS)
    .map(({ envelope }) => violation(`timer of ${envelope.id} fired too late`));

const left = (counts: Readonly<Record<string, number>>): readonly [string, number][] =>
  Object.entries(counts).filter(([, count]) => count > 0);

const violation = (what: string): Violation => ({ property: 'P8', what });
