import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { StoredEvent } from '../../api/session';
import { stateAsOf } from '../../api/session';
import { Chip } from '../../ui/chip';
import { Failed, Loading } from '../../ui/states';
import { dayAndTime } from '../../ui/time';

/** One event as it stands in the log, and the state right after it. */
export const EventDetail = ({ session, stored }: { session: string; stored: StoredEvent }) => {
  const { seq, event, envelope, partition, offset } = stored;
  return (
    <>
      <h2 id="detail-title">
        {event.type} <small>seq {seq}</small>
      </h2>
      <dl className="facts">
        <dt>Time</dt>
        <dd>{dayAndTime(event.at)}</dd>
        <dt>Place in the log</dt>
        <dd>
          partition {partition}, offset {offset}
        </dd>
        <dt>Event id</dt>
        <dd className="id">{envelope.id}</dd>
        <dt>Caused by input</dt>
        <dd className="id">
          {envelope.causationId} at {envelope.cause}
        </dd>
        <dt>Started by delivery</dt>
        <dd className="id">
          <Link to={`/deliveries/${encodeURIComponent(envelope.correlationId)}`}>
            {envelope.correlationId}
          </Link>
        </dd>
        <dt>Settings</dt>
        <dd>version {envelope.settingsVersion}</dd>
      </dl>
      <h3>Data</h3>
      <pre tabIndex={0}>{JSON.stringify(event.data, null, 2)}</pre>
      <StateAfter session={session} seq={seq} />
    </>
  );
};

const StateAfter = ({ session, seq }: { session: string; seq: number }) => {
  const proof = useQuery({
    queryKey: ['state', session, seq],
    queryFn: () => stateAsOf(session, seq),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <h3>
        State after it{' '}
        {proof.data !== undefined && (
          <Chip tone={proof.data.broken === null ? 'good' : 'bad'}>
            {proof.data.broken === null ? 'replayed, hashes match' : proof.data.broken}
          </Chip>
        )}
      </h3>
      {proof.isPending && <Loading what="state" />}
      {proof.isError && <Failed error={proof.error} />}
      {proof.isSuccess && <pre tabIndex={0}>{JSON.stringify(proof.data.state, null, 2)}</pre>}
    </>
  );
};
