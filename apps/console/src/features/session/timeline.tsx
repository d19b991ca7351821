import { lineOf } from '@deskstream/conversation-read-models';
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
    {events.map((stored, index) => {
      const before = events[index - 1];
      const pause = before === undefined ? 0 : stored.event.at - before.event.at;
      return (
        <Fragment key={stored.seq}>
          {pause >= PAUSE_MS && (
            <li className="pause" aria-label={`${duration(pause)} pass`}>
              {duration(pause)}
            </li>
          )}
          <EventLine stored={stored} chosen={stored.seq === chosen} choose={choose} />
        </Fragment>
      );
    })}
  </ol>
);

const EventLine = ({
  stored: { seq, event },
  chosen,
  choose,
}: {
  stored: StoredEvent;
  chosen: boolean;
  choose: TimelineProps['choose'];
}) => {
  const { group, tone, text } = lineOf(event);
  return (
    <li>
      <button
        type="button"
        className={`event event-${group} tone-${tone}`}
        aria-pressed={chosen}
        onClick={() => choose(seq)}
      >
        <span className="event-seq">{seq}</span>
        <span className="event-what">
          <span className="event-type">{event.type}</span>
          <span className="event-text">{text}</span>
        </span>
        <time dateTime={new Date(event.at).toISOString()}>{clockTime(event.at)}</time>
      </button>
    </li>
  );
};
