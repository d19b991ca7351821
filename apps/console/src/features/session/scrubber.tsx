import type { StoredEvent } from '../../api/session';
import { clockTime } from '../../ui/time';
import { eventAt } from './event-at';
import type { View } from './use-view';

/** Walks through the session event by event, with the mouse or the arrow keys. */
export const Scrubber = ({ events, view }: { events: readonly StoredEvent[]; view: View }) => {
  const last = events.at(-1)?.seq ?? 1;
  const seq = view.chosen ?? last;
  const stored = eventAt(events, seq);
  const said = stored === undefined ? '' : `${stored.event.type}, ${clockTime(stored.event.at)}`;
  return (
    <div className="scrubber">
      <input
        type="range"
        min={1}
        max={last}
        value={seq}
        aria-label="As of event"
        aria-valuetext={`${seq} of ${last}: ${said}`}
        onChange={({ target }) => view.show({ chosen: Number(target.value) })}
      />
      <span className="scrubber-at">
        <strong>{seq}</strong> of {last} <span className="scrubber-what">{said}</span>
      </span>
      <button
        type="button"
        className="quiet"
        disabled={view.chosen === null}
        onClick={() => view.show({ chosen: null })}
      >
        Now
      </button>
    </div>
  );
};
