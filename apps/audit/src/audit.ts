import type { Clock, Logger, RunningService } from '@deskstream/kernel';
import type { RunningSettings } from '@deskstream/platform-settings';
import type { ModelBudget } from '@deskstream/port-ai';
import type { PassageHistory } from '@deskstream/port-knowledge';
import type { EventLog } from '@deskstream/port-event-log';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { VendorVerification } from '@deskstream/port-vendor';
import type { DataSource } from 'typeorm';
import type { Access } from './access/access';
import { verifyOnSchedule } from './connections/verify-on-schedule';
import { openDataSource } from './database/data-source';
import { follow } from './projections/follow';
import { evaluationTrial } from './evaluation/evaluation.trial';
import { PROJECTIONS } from './projections/rebuild';
import type { RunningTrials } from './trials/run-trials';
import { runTrials } from './trials/run-trials';
import type { Answering } from './what-if/answering';
import { whatIfTrial } from './what-if/what-if.trial';

export interface AuditDeps {
  /** Who may use the API. */
  readonly access: Access;
  readonly log: EventLog;
  readonly index: StreamIndex;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: RunningSettings;
  /** How connections are verified, one a vendor; none without it. */
  readonly verifications?: readonly VendorVerification[];
  /** Passages as they were when answers cited them. */
  readonly passages: PassageHistory;
  /** What models spent; not shown without it. */
  readonly budget?: ModelBudget;
  /** Who answers in what-ifs and evaluations; rules alone can be changed without it. */
  readonly answering?: Answering;
  readonly databaseUrl: string;
  /** PostgreSQL schema of audit's tables. */
  readonly schema: string;
}

/** What the HTTP API reads from. */
export interface AuditParts extends AuditDeps {
  readonly dataSource: DataSource;
  readonly verifications: readonly VendorVerification[];
}

/** What-ifs and evaluations under way; controllers wake it. */
export interface AuditTrials {
  readonly trials: Pick<RunningTrials, 'wake'>;
}

export interface RunningAudit extends RunningService {
  readonly parts: AuditParts & AuditTrials;
}

/** Opens audit's tables, keeps its projections current and verifies the connections now and then. */
export const startAudit = async (deps: AuditDeps): Promise<RunningAudit> => {
  const dataSource = await openDataSource(deps.databaseUrl, deps.schema);
  const parts: AuditParts = { verifications: [], ...deps, dataSource };
  const following = await Promise.all(PROJECTIONS.map((projection) => follow(parts, projection)));
  const verifying = verifyOnSchedule(parts);
  const trials = runTrials(parts, { 'what-if': whatIfTrial, evaluation: evaluationTrial });
  return {
    name: 'audit',
    parts: { ...parts, trials },
    ready: () => following.map((each) => each.ready()).find(({ ok }) => !ok) ?? { ok: true },
    stop: async () => {
      await verifying.stop();
      await trials.stop();
      await Promise.all(following.map((each) => each.stop()));
      await dataSource.destroy();
    },
  };
};
