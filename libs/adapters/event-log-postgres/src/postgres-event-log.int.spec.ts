import { systemClock } from '@deskstream/kernel';
import type { Clock } from '@deskstream/kernel';
import { createPool } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import type { EventLog } from '@deskstream/port-event-log';
import { eventLogContract } from '@deskstream/port-event-log/contract';
import { testDatabase } from '@deskstream/testing-harness';
import { createPostgresEventLog } from './index';
import type { PostgresEventLogOptions } from './index';

interface Attached {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly freeze: () => void;
}

/** A clock that can stop, so that a process goes silent as if it were paused. */
const freezable = (): { clock: Clock; freeze: () => void } => {
  let frozen = false;
  const clock: Clock = {
    now: () => systemClock.now(),
    sleep: async (ms, signal) => {
      await systemClock.sleep(ms, signal);
      if (frozen && !signal?.aborted)
        await new Promise((_, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason as Error)),
        );
    },
  };
  return { clock, freeze: () => (frozen = true) };
};

const open = async () => {
  const database = await testDatabase();
  const attached: Attached[] = [];
  const attach = async (options: PostgresEventLogOptions = {}) => {
    const { clock, freeze } = freezable();
    const pool = createPool({ url: database.url, max: 8 });
    const log = createPostgresEventLog({
      pool,
      schema: database.schema,
      clock,
      sessionMs: 2_000, // longer than a loaded machine stalls
      backoffMs: 5,
      ...options,
    });
    attached.push({ log, pool, freeze });
    return log;
  };
  const find = (log: EventLog) => attached.find((known) => known.log === log);
  return {
    log: attach,
    tiny: () => attach({ maxWaiting: 64 }),
    suspend: async (log: EventLog) => find(log)?.freeze(),
    crash: async (log: EventLog) => {
      find(log)?.freeze();
      await systemClock.sleep(50);
      void find(log)?.pool.end();
    },
    close: async () => {
      await Promise.all(attached.map(({ log }) => log.close()));
      await Promise.all(attached.filter(({ pool }) => !pool.ending).map(({ pool }) => pool.end()));
      await database.drop();
    },
  };
};

eventLogContract('PostgreSQL', open);
