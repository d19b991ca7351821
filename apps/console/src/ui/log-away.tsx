import { useQuery } from '@tanstack/react-query';
import { readHealth } from '../api/operations';
import { LightMark } from './light';
import { When } from './when';
import './log-away.css';

const REFRESH_MS = 10_000;

/** One line on every page while Kafka is away: what is shown is of then, and nothing can be changed. */
export const LogAway = () => {
  const health = useQuery({
    queryKey: ['health'],
    queryFn: readHealth,
    refetchInterval: REFRESH_MS,
  });
  const since = health.data?.logAwaySince ?? null;
  return (
    <div role="status">
      {since !== null && (
        <p className="log-away">
          <LightMark light="failed">
            <strong>
              Kafka does not answer since <When at={since} />.
            </strong>{' '}
            You see everything as it was then. Changes can be made when it answers again.
          </LightMark>
        </p>
      )}
    </div>
  );
};
