import type { Folding } from '@deskstream/conversation-read-models';
import { lineOf } from '@deskstream/conversation-read-models';
import type { StoredEvent } from '../../api/session';
import { useGrowing } from '../../ui/use-growing';
import type { View } from './use-view';

interface BecauseProps {
  readonly events: readonly StoredEvent[];
  readonly stored: StoredEvent;
  readonly view: View;
}

/** The walk back from an event: what asked for what it reports, and what was decided together with it. */
export const Because = ({ events, stored, view }: BecauseProps) => {
  const { byId, naming, decided } = useGrowing(foldingLinks)(events);
  const { seq, event, envelope } = stored;
  const asked = namesOf(stored).flatMap((id) => byId.get(id) ?? []);
  const together = decided.get(envelope.causationId) ?? [];
  return (
    <>
      <Group title="Asked for by" events={asked} view={view} />
      <Group title="Led to" events={naming.get(event.id) ?? []} view={view} />
      <Group
        title="Decided together with"
        events={together.filter((other) => other.seq !== seq)}
        view={view}
      />
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

const namesOf = ({ event }: StoredEvent): readonly string[] => {
  const data = event.data as Readonly<Record<string, unknown>>;
  return NAMES.flatMap((name) => (typeof data[name] === 'string' ? [data[name]] : []));
};

type Found = ReadonlyMap<string, readonly StoredEvent[]>;

interface Links {
  readonly byId: Found;
  /** By the id that they name. */
  readonly naming: Found;
  /** By the input that caused them. */
  readonly decided: Found;
}

const foldingLinks = (): Folding<StoredEvent, Links> => {
  const [byId, naming, decided] = [found(), found(), found()];
  return {
    take: (stored) => {
      put(byId, stored.event.id, stored);
      for (const id of namesOf(stored)) put(naming, id, stored);
      put(decided, stored.envelope.causationId, stored);
    },
    seen: () => ({ byId, naming, decided }),
  };
};

const found = () => new Map<string, StoredEvent[]>();

const put = (map: Map<string, StoredEvent[]>, id: string, stored: StoredEvent): void => {
  const there = map.get(id);
  if (there === undefined) map.set(id, [stored]);
  else there.push(stored);
};
