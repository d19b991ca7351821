import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { listSessions } from '../../api/sessions';
import { Empty, Failed, Loading } from '../../ui/states';
import { SessionList } from './session-list';
import { useLiveSessions } from './use-live-sessions';

const OWNERS = [
  ['', 'All'],
  ['ai', 'With the AI'],
  ['person', 'With people'],
  ['nobody', 'Unassigned'],
] as const;

/** The whole view is in the URL. */
export const SessionsPage = () => {
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const owner = search.get('owner') ?? '';
  const live = useLiveSessions();
  const sessions = useInfiniteQuery({
    queryKey: ['sessions', q, owner],
    queryFn: ({ pageParam }) =>
      listSessions({ q, owner, ...(pageParam === '' ? {} : { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const change = (name: string, value: string) =>
    setSearch(
      (params) => {
        if (value === '') params.delete(name);
        else params.set(name, value);
        return params;
      },
      { replace: true },
    );
  const items = sessions.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <main className="page">
      <div className="page-head">
        <h1>Sessions</h1>
        <span className={live ? 'live live-on' : 'live'} role="status">
          {live ? 'live' : 'connecting …'}
        </span>
      </div>
      <div className="filters">
        <input
          type="search"
          value={q}
          onChange={(change_) => change('q', change_.target.value)}
          placeholder="Session, conversation or delivery id, customer, text"
          aria-label="Find sessions"
        />
        <div className="segments" role="group" aria-label="Who has it">
          {OWNERS.map(([value, label]) => (
            <button
              key={value}
              type="button"
              aria-pressed={owner === value}
              onClick={() => change('owner', value)}
            >
              {label}
            </button>
          ))}
        </div>
      </div>
      {sessions.isPending && <Loading what="sessions" />}
      {sessions.isError && <Failed error={sessions.error} />}
      {sessions.isSuccess && items.length === 0 && (
        <NoSessions filtered={q !== '' || owner !== ''} />
      )}
      <SessionList items={items} />
      {sessions.hasNextPage && (
        <button type="button" className="more" onClick={() => void sessions.fetchNextPage()}>
          Older sessions
        </button>
      )}
    </main>
  );
};

const NoSessions = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Empty title="Nothing matches.">Ids must be whole; names and texts may be parts.</Empty>
  ) : (
    <Empty title="No sessions yet.">
      The first webhook opens one. With the demo running, write as the customer on the desk
      simulator’s page.
    </Empty>
  );
