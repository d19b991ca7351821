import type { Change } from './compare';
import type { WhatIf } from './what-if';

/**
 * A candidate that was asked again beside a baseline that was, too, with nothing different. What both make
 * otherwise than the record in the same way is no finding of the what-if.
 */
export const besideBaseline = (candidate: WhatIf, baseline: WhatIf): WhatIf => {
  const again = new Map(baseline.changes.map((change) => [nameOf(change), change.candidate]));
  return {
    ...candidate,
    again: baseline.candidate,
    noise: baseline.changes.length,
    changes: candidate.changes.flatMap((change) => {
      const other = again.get(nameOf(change)) ?? change.recorded;
      return other === change.candidate ? [] : [{ ...change, baseline: other }];
    }),
  };
};

const nameOf = ({ messageId, what }: Change): string => JSON.stringify([messageId, what]);
