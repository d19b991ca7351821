import { DEFINITIONS, endFigure } from '@deskstream/conversation-metrics';
import type { End } from '@deskstream/conversation-metrics';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { ConversationBehind } from '../../api/metrics';
import { conversationsBehind } from '../../api/metrics';
import { Empty, Failed, Loading } from '../../ui/states';
import { dayAndTime } from '../../ui/time';
import { told } from './format';
import './metrics.css';
import { useFilter } from './use-filter';

/** The conversations behind one figure, under the same filter. */
export const ConversationsPage = () => {
  const { query } = useFilter();
  const [search] = useSearchParams();
  const figure = search.get('figure') ?? 'conversations';
  const definition = DEFINITIONS.find(({ name }) => name === figure);
  return (
    <main className="page">
      <p className="crumbs">
        <Link to={`/figures?${query}`}>Metrics</Link>
      </p>
      <div className="page-head">
        <h1>{definition?.title ?? figure}</h1>
      </div>
      <p className="metrics-lead">{definition?.definition}</p>
      <Found figure={figure} query={query} />
    </main>
  );
};

const Found = ({ figure, query }: { figure: string; query: string }) => {
  const behind = useInfiniteQuery({
    queryKey: ['metrics', 'behind', figure, query],
    queryFn: ({ pageParam }) => conversationsBehind(query, figure, pageParam),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  if (behind.isPending) return <Loading what="conversations" />;
  if (behind.isError) return <Failed error={behind.error} />;
  const items = behind.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return <Empty title="No conversations.">Choose another filter on the page Metrics.</Empty>;
  return (
    <>
      <Conversations items={items} />
      {behind.hasNextPage && (
        <button type="button" className="more" onClick={() => void behind.fetchNextPage()}>
          Older conversations
        </button>
      )}
    </>
  );
};

const Conversations = ({ items }: { items: readonly ConversationBehind[] }) => (
  <div className="scroll" tabIndex={0} role="region" aria-label="Conversations">
    <table className="grid metrics-table">
      <thead>
        <tr>
          <th scope="col">Conversation</th>
          <th scope="col">First message</th>
          <th scope="col">How it ended</th>
          <th scope="col">First answer</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ key, askedAt, ending, responseMs }) => (
          <tr key={key}>
            <th scope="row">
              <Link to={`/sessions/${encodeURIComponent(key)}`}>{key}</Link>
            </th>
            <td>{dayAndTime(askedAt)}</td>
            <td>{titleOf(ending)}</td>
            <td>{told(responseMs, 'ms')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const titleOf = (ending: string): string =>
  DEFINITIONS.find(({ name }) => name === endFigure(ending as End))?.title ?? ending;
