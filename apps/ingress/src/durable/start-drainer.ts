import { TOPICS } from '@deskstream/contracts';
import type { Logger, RunningService } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import type { Draft, EventLog } from '@deskstream/port-event-log';
import type { SpoolingDeps } from './spooling-writer';
import { logTerms, timeLimit } from './time-limit';

export interface DrainerDeps extends SpoolingDeps {
  readonly log: Pick<EventLog, 'publish' | 'ends'>;
  readonly logger: Logger;
}

/** Looks whether the log answers and what waits; while it answers, moves the spool into it, oldest first. */
export const startDrainer = (deps: DrainerDeps): RunningService => {
  const { clock, limits, view } = deps;
  const stopping = new AbortController();
  const work = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await Promise.all([view.measure(), probe(deps)]);
      if (await drainAll(deps, stopping.signal)) await view.measure();
      show(deps);
      await clock.sleep(limits.everyMs, stopping.signal).catch(() => undefined);
    }
  };
  const working = work();
  return {
    name: 'spool',
    ready: () => readyOf(deps),
    stop: async () => {
      stopping.abort(new Error('ingress stopped'));
      await working;
    },
  };
};

const probe = async ({ log, clock, circuit, limits }: DrainerDeps): Promise<void> => {
  try {
    await timeLimit(clock, logTerms(limits.probeMs))(log.ends(TOPICS.webhooks));
    circuit.answered();
  } catch (error) {
    circuit.failed(error);
  }
};

/** Whether anything was moved. */
const drainAll = async (deps: DrainerDeps, stopping: AbortSignal): Promise<boolean> => {
  const { logger, view, circuit } = deps;
  if (circuit.isOpen() || view.size().rows === 0) return false;
  let moved = 0;
  try {
    for (let last = Infinity; last > 0 && !stopping.aborted; moved += last)
      last = await drainOnce(deps);
  } catch (error) {
    logger.warn({ because: messageOf(error) }, 'the spool could not be drained, trying again');
  }
  if (moved > 0) logger.info({ deliveries: moved }, 'spooled webhooks moved into the log');
  return moved > 0;
};

/** How many were moved; none when another replica is at it. */
const drainOnce = async (deps: DrainerDeps): Promise<number> => {
  const moved = await deps.spool.drain(deps.limits.drain, (oldest) => append(deps, oldest));
  if (moved === 'busy') return 0;
  if (moved > 0) deps.telemetry.count('deskstream.spool.drained', moved);
  return moved;
};

/** Its own step; each record keeps the trace of the request that brought it. */
const append = (
  { log, clock, circuit, limits, telemetry }: DrainerDeps,
  oldest: readonly Draft[],
): Promise<void> =>
  telemetry.step(
    'ingress drain',
    { kind: 'producer', attributes: { 'messaging.batch.message_count': oldest.length } },
    async () => {
      try {
        await timeLimit(clock, logTerms(limits.drainMs))(log.publish(oldest));
        circuit.succeeded();
      } catch (error) {
        circuit.failed(error);
        throw error;
      }
    },
  );

const show = ({ telemetry, view, clock }: DrainerDeps): void => {
  const { rows, bytes, oldestAt } = view.size();
  const waits = oldestAt === null ? 0 : Math.max(0, clock.now() - oldestAt) / 1000;
  telemetry.gauge?.('deskstream.spool.rows', rows);
  telemetry.gauge?.('deskstream.spool.bytes', bytes);
  telemetry.gauge?.('deskstream.spool.oldest', waits);
};

/** Ready while deliveries can be made durable at all, in the log or in the spool. */
const readyOf = ({ circuit, view }: DrainerDeps): ReturnType<RunningService['ready']> => {
  const since = circuit.openSince();
  const away = view.away();
  const spool =
    away === null ? '' : `the spool does not answer since ${iso(away.since)} (${away.because})`;
  if (since === null)
    return away === null ? waitingOf(view.size().rows) : { ok: true, note: spool };
  return away === null
    ? {
        ok: true,
        note: `the log is away: spooling since ${iso(since)}, ${view.size().rows} deliveries wait`,
      }
    : { ok: false, because: `log: away since ${iso(since)}, and ${spool}` };
};

const waitingOf = (rows: number): ReturnType<RunningService['ready']> =>
  rows === 0 ? { ok: true } : { ok: true, note: `the spool is drained: ${rows} deliveries wait` };

const iso = (at: number): string => new Date(at).toISOString();
