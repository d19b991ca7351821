import type { TimelineEntry } from '@deskstream/conversation-read-models';
import { timelineOf } from '@deskstream/conversation-read-models';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { StoredEvent } from '../../api/session';
import { clockTime, duration } from '../../ui/time';
import type { View } from './use-view';

/** Pauses shorter than this are not drawn. */
const PAUSE_MS = 1_000;
/** Longer lists draw what is in sight only. */
const WHOLE = 300;

interface TimelineProps {
  readonly events: readonly StoredEvent[];
  readonly view: View;
}

/** Every event, one line each, with the time that passed between them. */
export const Timeline = ({ events, view }: TimelineProps) => {
  const entries = useMemo(() => timelineOf(events), [events]);
  return entries.length > WHOLE ? (
    <InSight entries={entries} view={view} />
  ) : (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.seq}>
          <Row entry={entry} view={view} />
        </li>
      ))}
    </ol>
  );
};

interface Rows {
  readonly entries: readonly TimelineEntry[];
  readonly view: View;
}

const InSight = ({ entries, view }: Rows) => {
  const list = useRef<HTMLOListElement>(null);
  const rows = useWindowVirtualizer({
    count: entries.length,
    estimateSize: () => 56,
    overscan: 12,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  const index = entries.findIndex(({ seq }) => seq === view.chosen);
  useEffect(() => {
    if (index >= 0) rows.scrollToIndex(index, { align: 'auto' });
  }, [index, rows]);
  return (
    <ol ref={list} className="timeline timeline-long" style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ key, index: at, start }) => {
        const entry = entries[at];
        return (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={at}
            aria-setsize={entries.length}
            aria-posinset={at + 1}
            style={{ transform: `translateY(${start - rows.options.scrollMargin}px)` }}
          >
            {entry !== undefined && <Row entry={entry} view={view} />}
          </li>
        );
      })}
    </ol>
  );
};

const Row = ({ entry, view }: { entry: TimelineEntry; view: View }) => {
  const { seq, at, type, group, tone, text, sinceMs } = entry;
  const later = view.chosen !== null && seq > view.chosen;
  return (
    <>
      {sinceMs >= PAUSE_MS && (
        <p className="pause">
          <span className="visually-hidden">Pause of </span>
          {duration(sinceMs)}
        </p>
      )}
      <button
        type="button"
        className={`event event-${group} tone-${tone}${later ? ' is-later' : ''}`}
        aria-pressed={seq === view.chosen}
        onClick={() => view.show({ chosen: seq, panel: 'event' })}
      >
        <span className="event-seq">{seq}</span>
        <span className="event-what">
          <span className="event-type">{type}</span>
          <span className="event-text">{text}</span>
        </span>
        <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>
      </button>
    </>
  );
};
