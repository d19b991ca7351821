import pg from 'pg';
import type { Logger } from '@deskstream/kernel';
import { codeOf, noLogger } from '@deskstream/kernel';

export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;

export interface PoolOptions {
  readonly url: string;
  /** Connections at most. Default 10. */
  readonly max?: number;
  readonly logger?: Logger;
  /** For a connection, or a free one of the pool. Default 10 000 ms. */
  readonly connectMs?: number;
  /** For each statement; then its connection is thrown away. Default: no limit. */
  readonly statementMs?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
}

/** A pool that outlives its server: a lost connection is logged and replaced, never fatal. */
export const createPool = ({
  url,
  max = 10,
  logger = noLogger,
  connectMs = 10_000,
  statementMs,
  applicationName,
}: PoolOptions): Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: connectMs,
    ...(statementMs === undefined ? {} : { query_timeout: statementMs }),
    keepAlive: true,
    application_name: applicationName ?? 'deskstream',
  });
  const lost = (error: unknown) =>
    logger.warn({ code: codeOf(error) }, 'lost a PostgreSQL connection');
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
};

/**
 * For `onConnect` of a pool that is not ours, as TypeORM's. PostgreSQL may end a connection in the same packet that makes it
 * ready; TypeORM listens a moment later, and an error that nobody hears ends the process. The next statement fails and says so.
 */
export const hearErrors = (client: Pick<PoolClient, 'on'>): void => {
  client.on('error', () => undefined);
};

/** Commits what `work` did, or nothing. A connection whose fate is unknown is thrown away. */
export const inTransaction = async <T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.release(broken);
  }
};

/** Quotes a schema or table name. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
