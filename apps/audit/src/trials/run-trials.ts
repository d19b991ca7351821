import type { RunningService } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import type { AuditParts } from '../audit';
import type { Trial, TrialWork } from './trial';
import type { ClaimedTrial } from './trials.store';
import {
  claimTrial,
  endTrial,
  keepResult,
  releaseTrial,
  renewTrial,
  resultsOf,
} from './trials.store';

export interface RunningTrials extends RunningService {
  /** Looks at once whether there is something to do. */
  wake(): void;
}

const LOOK_MS = 5_000;
const RENEW_MS = 3_000;

/**
 * One trial at a time in this process. Each result is kept as it comes, so that another process, or this
 * one after a restart, goes on where it was left.
 */
export const runTrials = (
  parts: AuditParts,
  works: Readonly<Record<Trial['kind'], TrialWork>>,
): RunningTrials => {
  const { dataSource, clock, logger } = parts;
  const stopping = new AbortController();
  let woken = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      woken = new AbortController();
      const claimed = await claimTrial(dataSource, clock.now()).catch((error: unknown) => {
        logger.warn({ error: messageOf(error) }, 'what-ifs and evaluations wait');
        return null;
      });
      const pause = AbortSignal.any([stopping.signal, woken.signal]);
      if (claimed === null) await clock.sleep(LOOK_MS, pause).catch(() => undefined);
      else await perform(parts, works[claimed.kind], claimed, stopping.signal);
    }
  };
  const running = run();
  return {
    name: 'audit.trials',
    ready: () => ({ ok: true }),
    wake: () => woken.abort(new Error('there is something to do')),
    stop: async () => {
      stopping.abort(new Error('audit stopped'));
      await running;
    },
  };
};

const perform = async (
  parts: AuditParts,
  work: TrialWork,
  trial: ClaimedTrial,
  stopping: AbortSignal,
): Promise<void> => {
  const { dataSource, clock, logger } = parts;
  const over = new AbortController();
  const signal = AbortSignal.any([stopping, over.signal]);
  const renewing = renewWhile(parts, trial.id, over);
  try {
    await performLeft(parts, work, trial, signal);
    if (signal.aborted) {
      await releaseTrial(dataSource, trial.id);
      return;
    }
    const results = (await resultsOf(dataSource, trial.id)).map(({ result }) => result);
    const at = clock.now();
    const outcome = work.conclude(trial.asked, results, at);
    await endTrial(dataSource, trial.id, { state: 'done', at, outcome });
  } catch (error) {
    const because = messageOf(error);
    logger.warn({ trial: trial.id, error: because }, 'a what-if or evaluation failed');
    const failed = { state: 'failed', at: clock.now(), because } as const;
    await endTrial(dataSource, trial.id, failed).catch(() => undefined);
  } finally {
    over.abort(new Error('the trial is over'));
    await renewing;
  }
};

const performLeft = async (
  parts: AuditParts,
  work: TrialWork,
  { id, asked, items }: ClaimedTrial,
  signal: AbortSignal,
): Promise<void> => {
  const known = new Set((await resultsOf(parts.dataSource, id)).map(({ item }) => item));
  const left = items.filter((item) => !known.has(item));
  for await (const done of work.perform(parts, asked, left, signal)) {
    if (signal.aborted) return;
    await keepResult(parts.dataSource, id, done);
  }
};

/** Notices within seconds that it was stopped; a database that is away for a moment stops nothing. */
const renewWhile = async (
  { dataSource, clock }: AuditParts,
  id: string,
  over: AbortController,
): Promise<void> => {
  while (!over.signal.aborted) {
    const isOurs = await renewTrial(dataSource, id, clock.now()).catch(() => true);
    if (!isOurs) over.abort(new Error('the trial was stopped'));
    await clock.sleep(RENEW_MS, over.signal).catch(() => undefined);
  }
};
