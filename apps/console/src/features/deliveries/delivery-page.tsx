import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { traceDelivery } from '../../api/operations';
import { Failed, Loading } from '../../ui/states';
import { clockTime, dayAndTime } from '../../ui/time';

/** What became of one delivery: "200 is not processed" answered. */
export const DeliveryPage = () => {
  const id = useParams()['id'] ?? '';
  const trace = useQuery({ queryKey: ['delivery', id], queryFn: () => traceDelivery(id) });
  return (
    <main className="page">
      <div className="page-head">
        <h1>Delivery</h1>
      </div>
      <p className="id">{id}</p>
      {trace.isPending && <Loading what="the delivery" />}
      {trace.isError && <Failed error={trace.error} />}
      {trace.isSuccess && (
        <>
          <dl className="facts">
            <dt>Topic</dt>
            <dd>{trace.data.vendorTopic}</dd>
            <dt>Received</dt>
            <dd>
              {dayAndTime(trace.data.receivedAt)}
              {trace.data.times > 1 && `, ${trace.data.times} times`}
            </dd>
            <dt>Session</dt>
            <dd className="id">
              <Link to={`/sessions/${encodeURIComponent(trace.data.session)}`}>
                {trace.data.session}
              </Link>
            </dd>
            <dt>Place in the log</dt>
            <dd className="id">{trace.data.position}</dd>
          </dl>
          <h2>What it led to</h2>
          {trace.data.inputs.length === 0 && <p>Nothing (yet): it told nothing new.</p>}
          <ol className="steps">
            {trace.data.inputs.map((input) => (
              <li key={input.id}>
                <time>{clockTime(input.at)}</time> <strong>{input.type}</strong>
                {input.detail?.because !== undefined && <span> ({input.detail.because})</span>}
                <small className="id">{input.position}</small>
              </li>
            ))}
          </ol>
          <h2>Events of the conversation because of it</h2>
          {trace.data.events.length === 0 && <p>None (yet).</p>}
          <ol className="steps">
            {trace.data.events.map(({ seq, type, at }) => (
              <li key={seq}>
                <time>{clockTime(at)}</time>{' '}
                <Link to={`/sessions/${encodeURIComponent(trace.data.session)}?event=${seq}`}>
                  {type}
                </Link>
                <small>seq {seq}</small>
              </li>
            ))}
          </ol>
        </>
      )}
    </main>
  );
};
