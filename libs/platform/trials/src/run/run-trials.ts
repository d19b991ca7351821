import { randomUUID } from 'node:crypto';
import type { RunningService } from '@deskstream/kernel';
import { hasCode, messageOf, repeat } from '@deskstream/kernel';
import { evaluationTrial } from '../evaluation/evaluation.trial';
import { claimTrial, sawRunner } from '../store/held-trials.store';
import type { TrialSource } from '../store/trials.store';
import type { TrialKind, TrialParts, TrialWork } from '../trial';
import { whatIfTrial } from '../what-if/what-if.trial';
import { performTrial } from './perform-trial';

export interface RunnerParts extends TrialParts {
  readonly source: TrialSource;
}

export interface RunnerOptions {
  /** How long a runner that died keeps others from its trial. */
  readonly leaseMs?: number;
  /** How often it looks for work. */
  readonly lookMs?: number;
  readonly works?: Readonly<Record<TrialKind, TrialWork>>;
}

const WORKS = { 'what-if': whatIfTrial, evaluation: evaluationTrial };
const TROUBLED_MS = 5_000;

/**
 * One trial at a time in this process. Each result is kept as it comes, so that another process, or this
 * one after a restart, goes on where it was left.
 */
export const runTrials = (
  parts: RunnerParts,
  { leaseMs = 30_000, lookMs = 1_000, works = WORKS }: RunnerOptions = {},
): RunningService => {
  const { source, clock, logger } = parts;
  const runner = randomUUID();
  let trouble = '';
  /** How long to wait before the next look. */
  const once = async (signal: AbortSignal): Promise<number> => {
    try {
      await sawRunner(source, runner);
      const trial = await claimTrial(source, leaseMs);
      trouble = '';
      if (trial === null) return lookMs;
      const beat = () => sawRunner(source, runner);
      await performTrial({ ...parts, leaseMs, beat }, works[trial.kind], trial, signal);
      return 0;
    } catch (error) {
      const isEarly = OTHER_TABLES.some((code) => hasCode(error, code));
      const because = isEarly ? 'audit of this version has not made its tables' : messageOf(error);
      const level = isEarly ? 'info' : 'warn';
      if (because !== trouble) logger[level]({ because }, 'what-ifs and evaluations wait');
      trouble = because;
      return TROUBLED_MS;
    }
  };
  const { stop } = repeat(clock, once);
  return { name: 'trials', ready: () => ({ ok: true }), stop };
};

/** No such table, no such column. */
const OTHER_TABLES = ['42P01', '42703'];
