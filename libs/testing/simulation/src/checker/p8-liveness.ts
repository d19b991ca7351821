import type { Facts } from './facts';
import type { Violation } from './observations';

/** After the last fault nothing stays open, and nothing stays unread. */
export const checkLiveness = ({ observed: { liveness } }: Facts): readonly Violation[] => {
  const { openWork, lag, settledAfterMs, boundMs } = liveness;
  const late = settledAfterMs === null || settledAfterMs > boundMs;
  return [
    ...(late ? [violation(`not at rest within ${boundMs} ms (${settledAfterMs ?? 'never'})`)] : []),
    ...left(openWork).map(([group, open]) => violation(`${open} items of ${group} are open`)),
    ...left(lag).map(([group, behind]) => violation(`${group} is ${behind} records behind`)),
  ];
};

const left = (counts: Readonly<Record<string, number>>): readonly [string, number][] =>
  Object.entries(counts).filter(([, count]) => count > 0);

const violation = (what: string): Violation => ({ property: 'P8', what });
