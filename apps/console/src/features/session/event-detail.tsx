import { Link } from 'react-router';
import type { StoredEvent } from '../../api/session';
import { useOffline } from '../../ui/offline';
import { exactTime } from '../../ui/time';
import { Because } from './because';
import { Reasoning } from './reasoning';
import type { View } from './use-view';

interface EventDetailProps {
  readonly events: readonly StoredEvent[];
  readonly stored: StoredEvent;
  readonly view: View;
}

/** One event as it stands in the log, and what it came from. */
export const EventDetail = ({ events, stored, view }: EventDetailProps) => {
  const { seq, event, envelope, partition, offset } = stored;
  const offline = useOffline();
  return (
    <>
      <h2>
        {event.type} <small>event {seq}</small>
      </h2>
      <dl className="facts">
        <dt>Time</dt>
        <dd>{exactTime(event.at)}</dd>
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
          {offline === null ? (
            <Link to={`/deliveries/${encodeURIComponent(envelope.correlationId)}`}>
              {envelope.correlationId}
            </Link>
          ) : (
            envelope.correlationId
          )}
        </dd>
        <dt>Settings</dt>
        <dd>version {envelope.settingsVersion}</dd>
        {envelope.traceparent !== undefined && (
          <>
            <dt>Trace</dt>
            <dd className="id">{envelope.traceparent}</dd>
          </>
        )}
      </dl>
      <Reasoning events={events} stored={stored} view={view} />
      <Because events={events} stored={stored} view={view} />
      <h2>Data</h2>
      <pre tabIndex={0} aria-label={`Data of event ${seq}`}>
        {JSON.stringify(event.data, null, 2)}
      </pre>
    </>
  );
};
