import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { listSessions } from '../../api/sessions';
import { Live } from '../../ui/live';
import { May, useMay } from '../../ui/me';
import { Segments } from '../../ui/segments';
import { Empty, Failed, Loading } from '../../ui/states';
import { useAddress } from '../../ui/use-address';
import { FirstSteps } from './first-steps';
import { SessionList } from './session-list';
import { useLiveSessions } from './use-live-sessions';

const OWNERS = [
  ['', 'All'],
  ['ai', 'With the AI'],
  ['person', 'With people'],
  ['nobody', 'Unassigned'],
] as const;

type Owner = (typeof OWNERS)[number][0];

/** The whole view is in the URL. */
export const SessionsPage = () => {
  const live = useLiveSessions();
  const [{ q, owner }, change] = useFilter();
  const readsTexts = useMay('engineer');
  return (
    <main className="page">
      <div className="page-head">
        <h1>Sessions</h1>
        <Live up={live} />
        <May role="engineer">
          <Link className="button" to={`/what-if?${new URLSearchParams({ q, owner })}`}>
            What if …
          </Link>
        </May>
      </div>
      <div className="filters">
        <input
          type="search"
          value={q}
          onChange={({ target }) => change('q', target.value)}
          placeholder={
            readsTexts
              ? 'Session, conversation or delivery id, e-mail, customer, text'
              : 'Session, conversation or delivery id'
          }
          aria-label="Find sessions"
        />
        <Segments
          label="Who has it"
          options={OWNERS}
          chosen={owner}
          choose={(value) => change('owner', value)}
        />
      </div>
      <Found q={q} owner={owner} />
    </main>
  );
};

interface Filter {
  readonly q: string;
  readonly owner: Owner;
}

const useFilter = (): [Filter, (name: keyof Filter, value: string) => void] => {
  const { search, change } = useAddress();
  return [
    { q: search.get('q') ?? '', owner: ownerOf(search.get('owner')) },
    (name, value) => change({ [name]: value === '' ? null : value }),
  ];
};

const ownerOf = (given: string | null): Owner =>
  OWNERS.find(([value]) => value === given)?.[0] ?? '';

const Found = ({ q, owner }: Filter) => {
  const sessions = useInfiniteQuery({
    queryKey: ['sessions', q, owner],
    queryFn: ({ pageParam }) =>
      listSessions({ q, owner, ...(pageParam === '' ? {} : { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  if (sessions.isPending) return <Loading what="sessions" />;
  if (sessions.isError) return <Failed error={sessions.error} />;
  const items = sessions.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <NoSessions filtered={q !== '' || owner !== ''} />;
  return (
    <>
      <SessionList items={items} />
      {sessions.hasNextPage && (
        <button type="button" className="more" onClick={() => void sessions.fetchNextPage()}>
          Older sessions
        </button>
      )}
    </>
  );
};

const NoSessions = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Empty title="Nothing matches.">Ids must be whole; names and texts may be parts.</Empty>
  ) : (
    <FirstSteps />
  );
