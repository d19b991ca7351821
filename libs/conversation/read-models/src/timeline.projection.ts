import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { EventLine } from './event-line';
import { lineOf } from './event-line';

/** One event of a session, told, with the time (ms) that passed since the one before. */
export interface TimelineEntry extends EventLine {
  readonly seq: number;
  readonly at: number;
  readonly type: RecordedEvent['type'];
  readonly sinceMs: number;
}

/** Takes events in order. */
export const timelineOf = (
  events: readonly { readonly seq: number; readonly event: RecordedEvent }[],
): readonly TimelineEntry[] =>
  events.map(({ seq, event }, index) => ({
    seq,
    at: event.at,
    type: event.type,
    sinceMs: Math.max(0, event.at - (events[index - 1]?.event.at ?? event.at)),
    ...lineOf(event),
  }));
