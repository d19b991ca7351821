import { lineOf } from '@deskstream/conversation-read-models';
import type { StoredEvent } from '../../api/session';
import type { View } from './use-view';

interface BecauseProps {
  readonly events: readonly StoredEvent[];
  readonly stored: StoredEvent;
  readonly view: View;
}

/** The walk back from an event: what asked for what it reports, and what was decided together with it. */
export const Because = ({ events, stored, view }: BecauseProps) => {
  const asked = askedBy(events, stored);
  const led = events.filter((other) => pointsTo(other, stored.event.id));
  const together = events.filter(
    ({ seq, envelope }) =>
      seq !== stored.seq && envelope.causationId === stored.envelope.causationId,
  );
  return (
    <>
      <Group title="Asked for by" events={asked} view={view} />
      <Group title="Led to" events={led} view={view} />
      <Group title="Decided together with" events={together} view={view} />
    </>
  );
};

const Group = ({
  title,
  events,
  view,
}: {
  title: string;
  events: readonly StoredEvent[];
  view: View;
}) =>
  events.length === 0 ? null : (
    <>
      <h2>{title}</h2>
      <ul className="because">
        {events.map(({ seq, event }) => (
          <li key={seq}>
            <button type="button" className="link" onClick={() => view.show({ chosen: seq })}>
              {seq} {event.type}
            </button>{' '}
            <span>{lineOf(event).text}</span>
          </li>
        ))}
      </ul>
    </>
  );

/** Reports name the request, steps their run, firings their timer, by the id of the event that asked. */
const NAMES = ['commandId', 'runId', 'timerId'] as const;

const pointsTo = ({ event }: StoredEvent, id: string): boolean =>
  NAMES.some((name) => (event.data as Readonly<Record<string, unknown>>)[name] === id);

const askedBy = (
  events: readonly StoredEvent[],
  { event }: StoredEvent,
): readonly StoredEvent[] => {
  const data = event.data as Readonly<Record<string, unknown>>;
  const ids = NAMES.map((name) => data[name]);
  return events.filter((other) => ids.includes(other.event.id));
};
