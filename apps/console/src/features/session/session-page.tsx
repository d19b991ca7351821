import type { Folding, SessionSummary } from '@deskstream/conversation-read-models';
import { emptySummary, summarise } from '@deskstream/conversation-read-models';
import { parsePartitionKey } from '@deskstream/kernel';
import { useQuery } from '@tanstack/react-query';
import { memo, useDeferredValue, useMemo } from 'react';
import { Link, useParams } from 'react-router';
import type { StoredEvent } from '../../api/session';
import { findSession } from '../../api/sessions';
import { Chip } from '../../ui/chip';
import { Live } from '../../ui/live';
import { May } from '../../ui/me';
import { Segments } from '../../ui/segments';
import { outcomeOf } from '../../ui/outcomes';
import { useOffline } from '../../ui/offline';
import { Failed, Loading } from '../../ui/states';
import { useGrowing } from '../../ui/use-growing';
import { useSettled } from '../../ui/use-settled';
import { SessionActs } from './acts';
import { ConversationView } from './conversation-view';
import { CustomerPanel } from './customer-panel';
import { eventAt } from './event-at';
import { EventDetail } from './event-detail';
import { Handoffs } from './handoffs';
import { Scrubber } from './scrubber';
import './session.css';
import { StatePanel } from './state-panel';
import { Timeline } from './timeline';
import { TurnsView } from './turns-view';
import { useEvents } from './use-events';
import type { Depth, Panel, View } from './use-view';
import { useView } from './use-view';
import { WhyPanel } from './why-panel';

const OWNERS = { ai: 'with the AI', person: 'with people', nobody: 'unassigned' } as const;

/** One session in three depths, beside it why, the chosen event, and the state as of it. */
export const SessionPage = () => {
  const key = useParams()['key'] ?? '';
  const { events, loaded, live } = useEvents(key);
  const served = useOffline() === null;
  const summary = useGrowing(foldingSummary)(events);
  return (
    <main className="page page-wide">
      <Crumbs session={key} served={served} />
      <div className="page-head">
        <h1>{summary.customer ?? 'Session'}</h1>
        <Chip tone={summary.owner === 'ai' ? 'accent' : 'plain'}>{OWNERS[summary.owner]}</Chip>
        <OutcomeChip outcome={summary.outcome} />
        {served && <Live up={live} />}
      </div>
      {served && events.length > 0 && (
        <May role="engineer">
          <SessionActs session={key} owner={summary.owner} events={events} />
        </May>
      )}
      {events.length === 0 ? (
        <Awaited session={key} loaded={loaded} />
      ) : (
        <Story key={key} session={key} events={events} loaded={loaded} />
      )}
    </main>
  );
};

const Crumbs = ({ session, served }: { session: string; served: boolean }) => (
  <nav className="crumbs" aria-label="You are here">
    {served && (
      <>
        <Link to="/">Sessions</Link> <span aria-hidden="true">/</span>{' '}
      </>
    )}
    {parsePartitionKey(session)?.conversation ?? session}
  </nav>
);

const OutcomeChip = ({ outcome }: Pick<SessionSummary, 'outcome'>) =>
  outcome === null ? null : (
    <Chip tone={outcomeOf(outcome.outcome)[0]}>
      {outcomeOf(outcome.outcome)[1]}
      {outcome.outcome !== 'replied' && `: ${outcome.reason.replaceAll('-', ' ')}`}
    </Chip>
  );

const foldingSummary = (): Folding<StoredEvent, SessionSummary> => {
  let summary = emptySummary;
  return {
    take: (event) => {
      summary = summarise(summary, event);
    },
    seen: () => summary,
  };
};

/** The live stream waits for a session that is not there yet; people want to know that it is not. */
const Awaited = ({ session, loaded }: { session: string; loaded: boolean }) => {
  const found = useQuery({
    queryKey: ['session', session],
    queryFn: () => findSession(session),
    retry: false,
    enabled: loaded,
  });
  return found.isError ? <Failed error={found.error} /> : <Loading what="events" />;
};

interface Looked {
  readonly session: string;
  readonly events: readonly StoredEvent[];
  readonly loaded: boolean;
  readonly view: View;
}

const DEPTHS: readonly (readonly [Depth, string])[] = [
  ['conversation', 'Conversation'],
  ['turns', 'Turns'],
  ['events', 'Events'],
];

const PANELS: readonly (readonly [Panel, string])[] = [
  ['why', 'Why'],
  ['event', 'Event'],
  ['state', 'State'],
  ['customer', 'Customer'],
];

const Story = ({ session, events, loaded }: Omit<Looked, 'view'>) => {
  const view = useView(events.at(-1)?.seq ?? 0);
  const looked = useMemo(
    () => ({ session, events, loaded, view }),
    [session, events, loaded, view],
  );
  // The keys and the scrubber answer at once; what they show follows as fast as it can be drawn.
  const drawn = useDeferredValue(looked);
  return (
    <>
      <div className="session-bar">
        <Segments
          label="Depth"
          options={DEPTHS}
          chosen={view.depth}
          choose={(depth) => view.show({ depth })}
        />
        <Scrubber events={events} view={view} />
      </div>
      <div className="session-grid">
        <section aria-label={view.depth}>
          <Main looked={drawn} />
        </section>
        <section className="panel" aria-label="Details">
          <Segments
            label="Panel"
            options={PANELS}
            chosen={view.panel}
            choose={(panel) => view.show({ panel })}
          />
          <Side looked={drawn} />
        </section>
      </div>
      <p className="keys">
        Keys: <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> depth, <kbd>j</kbd> <kbd>k</kbd> next and
        previous event, <kbd>w</kbd> <kbd>e</kbd> <kbd>s</kbd> <kbd>c</kbd> panel, <kbd>n</kbd> now
      </p>
    </>
  );
};

const Main = memo(({ looked: { events, view } }: { looked: Looked }) => {
  switch (view.depth) {
    case 'conversation':
      return <ConversationView events={events} view={view} />;
    case 'turns':
      return <TurnsView events={events} view={view} />;
    case 'events':
      return <Timeline events={events} view={view} />;
  }
});

const Side = memo(({ looked }: { looked: Looked }) => {
  const { session, events, view } = looked;
  const seq = view.chosen ?? events.at(-1)?.seq ?? 0;
  switch (view.panel) {
    case 'why':
      return (
        <>
          <Why {...looked} />
          <Handoffs events={events} view={view} />
        </>
      );
    case 'event':
      return <ChosenEvent seq={seq} events={events} view={view} />;
    case 'customer':
      return <CustomerPanel session={session} events={events} />;
    case 'state':
      return <StatePanel session={session} events={events} seq={seq} />;
  }
});

/** How often why is asked again while events arrive. */
const WHY = { quietMs: 100, atMostMs: 2_000 };

const Why = ({ session, events, loaded, view }: Looked) => {
  const last = useSettled(loaded ? (events.at(-1)?.seq ?? 0) : 0, WHY) ?? 0;
  return last === 0 ? (
    <Loading what="diagnosis" />
  ) : (
    <WhyPanel session={session} last={last} view={view} />
  );
};

const ChosenEvent = ({ seq, events, view }: Pick<Looked, 'events' | 'view'> & { seq: number }) => {
  const stored = eventAt(events, seq);
  return stored === undefined ? null : <EventDetail events={events} stored={stored} view={view} />;
};
