import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { EventLine } from './event-line';
import { lineOf } from './event-line';
import type { Folding } from './growing';

/** One event of a session, told, with the time (ms) that passed since the one before. */
export interface TimelineEntry extends EventLine {
  readonly seq: number;
  readonly at: number;
  readonly type: RecordedEvent['type'];
  readonly sinceMs: number;
}

interface Numbered {
  readonly seq: number;
  readonly event: RecordedEvent;
}

/** Takes events in order. */
export const timelineOf = (events: readonly Numbered[]): readonly TimelineEntry[] => {
  const folding = foldingTimeline();
  for (const event of events) folding.take(event);
  return folding.seen();
};

export const foldingTimeline = (): Folding<Numbered, readonly TimelineEntry[]> => {
  const entries: TimelineEntry[] = [];
  return {
    take: ({ seq, event }) => {
      const { at, type } = event;
      const sinceMs = Math.max(0, at - (entries.at(-1)?.at ?? at));
      entries.push({ seq, at, type, sinceMs, ...lineOf(event) });
    },
    seen: () => [...entries],
  };
};
