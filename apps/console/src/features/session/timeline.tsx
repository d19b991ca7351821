import type { TimelineEntry } from '@deskstream/conversation-read-models';
import { foldingTimeline } from '@deskstream/conversation-read-models';
import { memo } from 'react';
import type { StoredEvent } from '../../api/session';
import { LongList } from '../../ui/long-list';
import { clockAfter, duration } from '../../ui/time';
import { useGrowing } from '../../ui/use-growing';
import { placeOf } from './event-at';
import type { View } from './use-view';

/** Pauses shorter than this are not drawn. */
const PAUSE_MS = 1_000;

interface TimelineProps {
  readonly events: readonly StoredEvent[];
  readonly view: View;
}

/** Every event, one line each, with the time that passed between them. */
export const Timeline = ({ events, view }: TimelineProps) => {
  const entries = useGrowing(foldingTimeline)(events);
  const rowPx = matchMedia(NARROW).matches ? NARROW_ROW_PX : ROW_PX;
  return (
    <LongList
      className="timeline"
      pad={6}
      items={entries}
      keyOf={keyOf}
      sizeOf={({ sinceMs }) => (sinceMs >= PAUSE_MS ? rowPx + PAUSE_PX : rowPx)}
      row={(entry) => (
        <Row
          entry={entry}
          isChosen={entry.seq === view.chosen}
          isLater={view.chosen !== null && entry.seq > view.chosen}
          show={view.show}
        />
      )}
      inSight={view.chosen === null ? -1 : placeOf(entries, view.chosen)}
      toEnd={view.nows}
    />
  );
};

const keyOf = ({ seq }: TimelineEntry): number => seq;

const ROW_PX = 52;
/** There the time stands in a line of its own. */
const NARROW = '(max-width: 760px)';
const NARROW_ROW_PX = 72;
const PAUSE_PX = 21;

interface RowProps {
  readonly entry: TimelineEntry;
  readonly isChosen: boolean;
  readonly isLater: boolean;
  readonly show: View['show'];
}

const Row = memo(({ entry, isChosen, isLater, show }: RowProps) => {
  const { seq, at, type, group, tone, text, sinceMs } = entry;
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
        className={`event event-${group} tone-${tone}${isLater ? ' is-later' : ''}`}
        aria-pressed={isChosen}
        onClick={() => show({ chosen: seq, panel: 'event' })}
      >
        <span className="event-seq">{seq}</span>
        <span className="event-what">
          <span className="event-type">{type}</span>
          <span className="event-text">{text}</span>
        </span>
        <time dateTime={new Date(at).toISOString()}>{clockAfter(at, at - sinceMs)}</time>
      </button>
    </>
  );
});
