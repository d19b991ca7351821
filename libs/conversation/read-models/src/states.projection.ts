import type { Conversation } from '@deskstream/conversation-domain';
import { evolve, newConversation } from '@deskstream/conversation-domain';
import type { Folding } from './growing';
import type { Numbered } from './spans.projection';

/** The state before and after an event. */
export type StatesAt = (seq: number) => {
  readonly before: Conversation;
  readonly after: Conversation;
};

/** A state is kept for each so many events; any other is folded from the nearest before it. */
const EVERY = 64;

/** Any state of a long session without folding it from its first event. */
export const foldingStates = (): Folding<Numbered, StatesAt> => {
  const events: Numbered[] = [];
  /** `kept[n]`: the state after n × EVERY events. */
  const kept: Conversation[] = [];
  let state = newConversation;
  const after = (count: number): Conversation => {
    const nearest = Math.floor(count / EVERY);
    return events
      .slice(nearest * EVERY, count)
      .reduce((folded, { event }) => evolve(folded, event), kept[nearest] ?? newConversation);
  };
  return {
    take: (numbered) => {
      if (events.length % EVERY === 0) kept.push(state);
      events.push(numbered);
      state = evolve(state, numbered.event);
    },
    seen: () => (seq) => {
      const count = countTo(events, seq);
      const before = after(Math.max(0, count - 1));
      const last = events[count - 1];
      return {
        before,
        after: last === undefined ? before : evolve(before, last.event),
      };
    },
  };
};

/** How many events are not after `seq`. */
const countTo = (events: readonly Numbered[], seq: number): number => {
  let [from, to] = [0, events.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((events[middle]?.seq ?? 0) <= seq) from = middle + 1;
    else to = middle;
  }
  return from;
};
