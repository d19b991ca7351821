import type { Conversation, RecordedEvent } from '@deskstream/conversation-domain';
import { evolve, newConversation } from '@deskstream/conversation-domain';

/** What goes on between two events; every second of a session belongs to exactly one. */
export type Activity =
  | 'quiet-time'
  | 'reading-thread'
  | 'thinking'
  | 'sending-reply'
  | 'posting-suggestion'
  | 'handing-off'
  | 'awaiting-assignment'
  | 'with-a-person'
  | 'unanswered'
  | 'idle';

/** A stretch of time in which one thing went on. Times in ms, ours. */
export interface Span {
  readonly activity: Activity;
  readonly from: number;
  readonly to: number;
  /** The event that began it. */
  readonly seq: number;
}

export interface Numbered {
  readonly seq: number;
  readonly event: RecordedEvent;
}

/** Gapless from the first event to the last, or to `now` where something is still under way. */
export const spansOf = (
  events: readonly Numbered[],
  now: number | null = null,
): readonly Span[] => {
  const spans: Span[] = [];
  let state = newConversation;
  events.forEach(({ seq, event }, index) => {
    state = evolve(state, event);
    const next = events[index + 1]?.event.at ?? Math.max(now ?? event.at, event.at);
    put(spans, { activity: activityOf(state), from: event.at, to: next, seq });
  });
  return spans.filter(({ from, to }) => to > from);
};

/** What the state waits for; the work nearest to the customer first. */
const activityOf = (state: Conversation): Activity =>
  ACTIVITIES.find(([, isUnderWay]) => isUnderWay(state))?.[0] ?? 'idle';

const ACTIVITIES: readonly (readonly [Activity, (state: Conversation) => boolean])[] = [
  ['handing-off', ({ handoff }) => handoff !== null],
  ['sending-reply', ({ reply }) => reply !== null],
  ['posting-suggestion', ({ suggestion }) => suggestion !== null],
  ['thinking', ({ run }) => run !== null],
  ['reading-thread', ({ reading }) => reading !== null],
  ['quiet-time', ({ timers }) => timers.answer !== undefined],
  ['awaiting-assignment', ({ awaiting }) => awaiting.length > 0],
  ['with-a-person', ({ withPerson }) => withPerson !== null],
  ['unanswered', ({ open }) => open.length > 0],
];

/** Stretches of the same activity become one; one of no length is taken over by what follows it. */
const put = (spans: Span[], span: Span): void => {
  const before = spans.at(-1);
  if (before?.from === before?.to && before !== undefined) spans.pop();
  const last = spans.at(-1);
  if (last?.activity === span.activity) spans[spans.length - 1] = { ...last, to: span.to };
  else spans.push(span);
};
