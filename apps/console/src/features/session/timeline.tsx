import type { TimelineEntry } from '@deskstream/conversation-read-models';
import { timelineOf } from '@deskstream/conversation-read-models';
import { Fragment } from 'react';
import type { StoredEvent } from '../../api/session';
import { clockTime, duration } from '../../ui/time';

/** Pauses shorter than this are not drawn. */
const PAUSE_MS = 1_000;

interface TimelineProps {
  readonly events: readonly StoredEvent[];
  readonly chosen: number | null;
  readonly choose: (seq: number) => void;
}

/** Every event, one line each, with the time that passed between them. */
export const Timeline = ({ events, chosen, choose }: TimelineProps) => (
  <ol className="timeline">
    {timelineOf(events).map((entry) => (
      <Fragment key={entry.seq}>
        {entry.sinceMs >= PAUSE_MS && (
          <li className="pause" aria-label={`${duration(entry.sinceMs)} pass`}>
            {duration(entry.sinceMs)}
          </li>
        )}
        <Entry entry={entry} chosen={entry.seq === chosen} choose={choose} />
      </Fragment>
    ))}
  </ol>
);

const Entry = ({
  entry: { seq, at, type, group, tone, text },
  chosen,
  choose,
}: {
  entry: TimelineEntry;
  chosen: boolean;
  choose: TimelineProps['choose'];
}) => (
  <li>
    <button
      type="button"
      className={`event event-${group} tone-${tone}`}
      aria-pressed={chosen}
      onClick={() => choose(seq)}
    >
      <span className="event-seq">{seq}</span>
      <span className="event-what">
        <span className="event-type">{type}</span>
        <span className="event-text">{text}</span>
      </span>
      <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>
    </button>
  </li>
);
