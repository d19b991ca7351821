import { TOPICS } from '@deskstream/contracts';
import type { RunningService } from '@deskstream/kernel';
import { startLanes } from '@deskstream/platform-worker';
import type { DedupDeps } from './pipeline';
import { openDedupLane } from './pipeline';

export const DEDUP_GROUP = 'dedup.canonicalise';

export type DedupOptions = Omit<DedupDeps, 'windowRecords'> & {
  /** Inputs remembered per lane. Default 50 000. */
  readonly windowRecords?: number;
};

/** Consumes `webhooks`, appends to `conversation-inputs` (and `dead-letters`) in one transaction. */
export const startDedup = (options: DedupOptions): Promise<RunningService> => {
  const deps: DedupDeps = { windowRecords: 50_000, ...options };
  const { log, clock, logger, telemetry } = deps;
  return startLanes({
    ...{ log, clock, logger, telemetry },
    group: DEDUP_GROUP,
    topic: TOPICS.webhooks,
    openLane: (lane) => openDedupLane(deps, lane),
    awaitsPartitions: true,
  });
};
