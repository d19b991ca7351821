import type { Clock, EpochMs, Logger, RunningService } from '@deskstream/kernel';
import type { RunningSettings } from '@deskstream/platform-settings';
import type { Answerers } from '@deskstream/platform-trials';
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
import { PROJECTIONS } from './projections/rebuild';

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
  /** Who would answer in what-ifs and evaluations; a runner of trials in some process does. */
  readonly answerers: Answerers;
  /** Since when the log does not answer; `null`: it does. Not known without it. */
  readonly logAway?: () => EpochMs | null;
  readonly databaseUrl: string;
  /** PostgreSQL schema of audit's tables. */
  readonly schema: string;
}

/** What the HTTP API reads from. */
export interface AuditParts extends AuditDeps {
  readonly dataSource: DataSource;
  readonly verifications: readonly VendorVerification[];
}

export interface RunningAudit extends RunningService {
  readonly parts: AuditParts;
}

/** Opens audit's tables, keeps its projections current and verifies the connections now and then. */
export const startAudit = async (deps: AuditDeps): Promise<RunningAudit> => {
  const dataSource = await openDataSource(deps.databaseUrl, deps.schema);
  const parts: AuditParts = { verifications: [], ...deps, dataSource };
  const following = await Promise.all(PROJECTIONS.map((projection) => follow(parts, projection)));
  const verifying = verifyOnSchedule(parts);
  return {
    name: 'audit',
    parts,
    ready: () => following.map((each) => each.ready()).find(({ ok }) => !ok) ?? { ok: true },
    stop: async () => {
      await verifying.stop();
      await Promise.all(following.map((each) => each.stop()));
      await dataSource.destroy();
    },
  };
};
