import type { Clock, EpochMs, RunningService } from '@deskstream/kernel';
import { firstTrouble, logProbe, startProbe } from '@deskstream/platform-nest';
import type { RunningProbe } from '@deskstream/platform-nest';
import type { EventLog } from '@deskstream/port-event-log';
import { promptLog } from './prompt-log';

export interface Watch {
  /** Watches the log from now on, and refuses what needs it while it is away. */
  through(log: EventLog): EventLog;
  /** Watches the database from now on. */
  lookAt(database: { query(text: string): Promise<unknown> }): void;
  /** Since when the log does not answer; `null`: it does. */
  logAway(): EpochMs | null;
  /** The console is of use as long as the database answers; what else is in trouble is a note. */
  readyOf(services: readonly Pick<RunningService, 'ready'>[]): ReturnType<RunningService['ready']>;
  stop(): Promise<void>;
  /** For a start that failed: stops, and rejects with its error. */
  stopping(error: unknown): Promise<never>;
}

export interface WatchOptions {
  readonly clock: Clock;
  /** `false`: the log lies in PostgreSQL, without which there is nothing to show. */
  readonly kafka: boolean;
}

export const startWatch = ({ clock, kafka }: WatchOptions): Watch => {
  let log: RunningProbe | null = null;
  let database: RunningProbe | null = null;
  const logAway = (): EpochMs | null => (kafka && log?.trouble()?.since) || null;
  const stop = async (): Promise<void> => {
    await Promise.all([log?.stop(), database?.stop()]);
  };
  return {
    logAway,
    stop,
    through: (opened) => {
      log = logProbe(opened, clock);
      return kafka ? promptLog(opened, logAway) : opened;
    },
    lookAt: (pool) => {
      const look = () => pool.query('select 1');
      database = startProbe({ name: 'database', clock, look });
    },
    readyOf: (services) => {
      const stored = database?.ready() ?? { ok: true };
      if (!stored.ok) return stored;
      const rest = firstTrouble([...(log === null ? [] : [log]), ...services]);
      return rest.ok || !kafka ? rest : { ok: true, note: rest.because };
    },
    stopping: async (error) => {
      await stop();
      throw error;
    },
  };
};
