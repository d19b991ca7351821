import type { Clock, Logger, RunningService } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { DataSource } from 'typeorm';
import { openDataSource } from './database/data-source';
import { follow } from './projections/follow';
import { PROJECTIONS } from './projections/rebuild';

export interface AuditDeps {
  readonly log: EventLog;
  readonly index: StreamIndex;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly databaseUrl: string;
  /** PostgreSQL schema of audit's tables. */
  readonly schema: string;
}

/** What the HTTP API reads from. */
export interface AuditParts extends AuditDeps {
  readonly dataSource: DataSource;
}

export interface RunningAudit extends RunningService {
  readonly parts: AuditParts;
}

/** Opens audit's tables and keeps its projections current. */
export const startAudit = async (deps: AuditDeps): Promise<RunningAudit> => {
  const dataSource = await openDataSource(deps.databaseUrl, deps.schema);
  const parts: AuditParts = { ...deps, dataSource };
  const following = await Promise.all(PROJECTIONS.map((projection) => follow(parts, projection)));
  return {
    name: 'audit',
    parts,
    ready: () => ({ ok: true }),
    stop: async () => {
      await Promise.all(following.map((each) => each.stop()));
      await dataSource.destroy();
    },
  };
};
