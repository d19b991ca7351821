import type { EmbeddingsConfig, Parts } from '@deskstream/composition';
import { auditSchemaOf } from '@deskstream/composition';
import type { Clock, Logger, RunningService } from '@deskstream/kernel';
import { openTrialSource, runTrials } from '@deskstream/platform-trials';
import { createAnswering } from './answering';

/** What of the configuration decides about trials. */
export interface TrialsConfig extends EmbeddingsConfig {
  readonly TRIALS_AT_A_TIME: number;
  readonly TRIALS_BUDGET_PERCENT: number;
  readonly TRIALS_LEASE_SECONDS: number;
}

export interface TrialsDeps extends Pick<Parts, 'log' | 'index' | 'pool' | 'schema' | 'settings'> {
  readonly config: TrialsConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  /** PostgreSQL with the schema of audit, whose tables hold the trials. */
  readonly databaseUrl: string;
  readonly standIn?: boolean;
}

/** Runs the what-ifs and evaluations that audit wrote, one at a time in this process (ADR 39). */
export const startTrials = async (deps: TrialsDeps): Promise<RunningService> => {
  const { config, clock, databaseUrl, standIn = false } = deps;
  const source = await openTrialSource(databaseUrl, auditSchemaOf(deps));
  const budgetShare = config.TRIALS_BUDGET_PERCENT / 100;
  const running = runTrials(
    {
      ...deps,
      source,
      answering: createAnswering(deps, { clock, config, standIn, budgetShare }),
      itemsAtATime: config.TRIALS_AT_A_TIME,
    },
    { leaseMs: 1_000 * config.TRIALS_LEASE_SECONDS },
  );
  return {
    ...running,
    stop: async () => {
      await running.stop();
      await source.close();
    },
  };
};
