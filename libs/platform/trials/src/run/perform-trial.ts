import { messageOf } from '@deskstream/kernel';
import type { HeldTrial } from '../store/held-trials.store';
import {
  doneItems,
  endTrial,
  keepResult,
  releaseTrial,
  renewTrial,
  resultsOf,
} from '../store/held-trials.store';
import type { TrialSource } from '../store/trials.store';
import type { TrialParts, TrialWork } from '../trial';

interface PerformParts extends TrialParts {
  readonly source: TrialSource;
  readonly leaseMs: number;
  /** Tells that this runner is there. */
  beat(): Promise<unknown>;
}

/** Behind what is done, to its end; or until it is stopped, or this process is. */
export const performTrial = async (
  parts: PerformParts,
  work: TrialWork,
  trial: HeldTrial,
  stopping: AbortSignal,
): Promise<void> => {
  const { source, clock, logger } = parts;
  const over = new AbortController();
  const signal = AbortSignal.any([stopping, over.signal]);
  const renewing = renewWhile(parts, trial, over);
  try {
    await performLeft(parts, work, trial, signal);
    if (signal.aborted) {
      await releaseTrial(source, trial);
      return;
    }
    const outcome = work.conclude(trial.asked, await resultsOf(source, trial.id), clock.now());
    await endTrial(source, trial, { state: 'done', outcome });
  } catch (error) {
    if (signal.aborted) {
      await releaseTrial(source, trial).catch(() => undefined);
      return;
    }
    const because = messageOf(error);
    logger.warn({ trial: trial.id, because }, 'a what-if or evaluation failed');
    await endTrial(source, trial, { state: 'failed', because }).catch(() => undefined);
  } finally {
    over.abort(new Error('the trial is over'));
    await renewing;
  }
};

const performLeft = async (
  parts: PerformParts,
  work: TrialWork,
  trial: HeldTrial,
  signal: AbortSignal,
): Promise<void> => {
  const known = await doneItems(parts.source, trial.id);
  const left = trial.items.filter((item) => !known.has(item));
  for await (const done of work.perform(parts, trial.asked, left, signal)) {
    if (signal.aborted) return;
    await keepResult(parts.source, trial, done);
  }
};

/** Ten times a lease. A database that is away for a moment stops nothing. */
const RENEWALS = 10;

const renewWhile = async (
  { source, clock, leaseMs, beat }: PerformParts,
  trial: HeldTrial,
  over: AbortController,
): Promise<void> => {
  while (!over.signal.aborted) {
    await clock.sleep(leaseMs / RENEWALS, over.signal).catch(() => undefined);
    if (over.signal.aborted) return;
    const isOurs = await renewTrial(source, trial, leaseMs).catch(() => true);
    if (!isOurs) over.abort(new Error('the trial was stopped, or another runner has it'));
    await beat().catch(() => undefined);
  }
};
