import type { PoolClient } from 'pg';
import type { SourceName } from '@deskstream/port-knowledge';
import type { Tables } from './tables';

/**
 * A lock of the session holds as long as its connection: a process that is killed gives it up at once.
 * One connection of the pool is taken for as long as `work` runs.
 */
export const aloneWith = async <T>(
  { pool, schema }: Tables,
  { workspace, source }: SourceName,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> => {
  const client = await pool.connect();
  const lost = new AbortController();
  const onError = (error: Error) => {
    lost.abort(error);
  };
  client.once('error', onError);
  const lock = [`deskstream.knowledge-sync.${schema}.${workspace}/${source}`];
  let broken = true;
  try {
    const { rows } = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as got',
      lock,
    );
    broken = false;
    if (rows[0]?.got !== true) return null;
    try {
      return await work(lost.signal);
    } finally {
      broken = !(await unlocked(client, lock));
    }
  } finally {
    client.removeListener('error', onError);
    // A connection that is thrown away gives its lock up as well.
    client.release(broken);
  }
};

/** `false`: the connection is gone, and the lock with it. */
const unlocked = (client: PoolClient, lock: readonly string[]): Promise<boolean> =>
  client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [...lock]).then(
    () => true,
    () => false,
  );
