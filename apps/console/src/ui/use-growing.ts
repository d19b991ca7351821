import type { Folding } from '@deskstream/conversation-read-models';
import { growing } from '@deskstream/conversation-read-models';
import { useState } from 'react';

/** A projection for as long as the component is shown: of a list that has grown it reads what is new. */
export const useGrowing = <E, R>(begin: () => Folding<E, R>): ((events: readonly E[]) => R) => {
  const [projected] = useState(() => growing(begin));
  return projected;
};
