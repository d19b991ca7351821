import type { GapCheckFinished } from '@deskstream/contracts';
import type { EpochMs } from '@deskstream/kernel';
import type { VendorConnection } from '@deskstream/port-vendor';
import type { GapDeps, GapLimits, GapReport } from './check';
import { defaultGapLimits } from './check';
import { checkConnection } from './check-connection';
import { openGapChecks } from './gap-checks';

export interface FindGapsRequest {
  readonly connection: VendorConnection;
  /** Vendor time; without it: where the last check ended. */
  readonly since?: EpochMs;
  readonly by: string;
  readonly dryRun: boolean;
  readonly limits?: Partial<GapLimits>;
}

export interface FoundGaps extends GapReport {
  /** The check before this one. */
  readonly before: (GapCheckFinished & { readonly at: EpochMs }) | null;
}

/** One check now, in this process. The schedule goes on from where it ended. */
export const findGaps = async (deps: GapDeps, request: FindGapsRequest): Promise<FoundGaps> => {
  const { connection, by, dryRun } = request;
  const limits = { ...defaultGapLimits, ...request.limits };
  const checks = openGapChecks(deps.log, deps.logger);
  await checks.refresh();
  const { last } = checks.of(connection);
  const since = request.since ?? last?.reached ?? deps.clock.now();
  const report = await checkConnection(deps, {
    connection,
    because: by,
    since,
    historyBefore: Math.min(since, last?.historyBefore ?? since),
    limits,
    dryRun,
    compared: new Map(),
    signal: new AbortController().signal,
  });
  if (!dryRun) await checks.finish(connection, deps.clock.now(), report.finished);
  return { ...report, before: last };
};
