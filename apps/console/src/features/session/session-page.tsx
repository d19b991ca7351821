import { emptySummary, messagesOf, summarise } from '@deskstream/conversation-read-models';
import { parsePartitionKey } from '@deskstream/kernel';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import type { StoredEvent } from '../../api/session';
import { findSession } from '../../api/sessions';
import { Chip } from '../../ui/chip';
import { Live } from '../../ui/live';
import { Failed, Loading } from '../../ui/states';
import { ConversationView } from './conversation-view';
import { EventDetail } from './event-detail';
import { Timeline } from './timeline';
import { useEvents } from './use-events';

const OWNERS = { ai: 'with the AI', person: 'with people', nobody: 'unassigned' } as const;

/** The conversation on one side, every event of it on the other; the chosen event is in the URL. */
export const SessionPage = () => {
  const key = useParams()['key'] ?? '';
  const { events, live } = useEvents(key);
  const summary = events.reduce(summarise, emptySummary);
  return (
    <main className="page page-wide">
      <nav className="crumbs" aria-label="You are here">
        <Link to="/">Sessions</Link> <span aria-hidden="true">/</span>{' '}
        {parsePartitionKey(key)?.conversation ?? key}
      </nav>
      <div className="page-head">
        <h1>{summary.customer ?? 'Session'}</h1>
        <Chip tone={summary.owner === 'ai' ? 'accent' : 'plain'}>{OWNERS[summary.owner]}</Chip>
        <Live up={live} />
      </div>
      {events.length === 0 ? <Awaited session={key} /> : <Story session={key} events={events} />}
    </main>
  );
};

/** The live stream waits for a session that is not there yet; people want to know that it is not. */
const Awaited = ({ session }: { session: string }) => {
  const found = useQuery({
    queryKey: ['session', session],
    queryFn: () => findSession(session),
    retry: false,
  });
  return found.isError ? <Failed error={found.error} /> : <Loading what="events" />;
};

const Story = ({ session, events }: { session: string; events: readonly StoredEvent[] }) => {
  const [search, setSearch] = useSearchParams();
  const chosen = events.find(({ seq }) => String(seq) === search.get('event')) ?? null;
  const choose = (seq: number) => setSearch({ event: String(seq) }, { replace: true });
  return (
    <div className="session-grid">
      <section aria-labelledby="conversation-title">
        <h2 id="conversation-title">Conversation</h2>
        <ConversationView bubbles={messagesOf(events.map(({ event }) => event))} />
      </section>
      <section aria-labelledby="events-title">
        <h2 id="events-title">
          Events <small>{events.length}</small>
        </h2>
        <Timeline events={events} chosen={chosen?.seq ?? null} choose={choose} />
      </section>
      {chosen !== null && (
        <section className="detail" aria-labelledby="detail-title">
          <EventDetail session={session} stored={chosen} />
        </section>
      )}
    </div>
  );
};
