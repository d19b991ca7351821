import { TOPICS } from '@deskstream/contracts';
import type { RunningService } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import { LaneHealth, startBehind, watched } from '@deskstream/platform-worker';
import type { DedupDeps } from './pipeline';
import { openDedupLane } from './pipeline';

export const DEDUP_GROUP = 'dedup.canonicalise';

export type DedupOptions = Omit<DedupDeps, 'windowRecords'> & {
  /** Inputs remembered per lane. Default 50 000. */
  readonly windowRecords?: number;
};

/** Consumes `webhooks`, appends to `conversation-inputs` (and `dead-letters`) in one transaction. */
export const startDedup = async (options: DedupOptions): Promise<RunningService> => {
  const deps: DedupDeps = { windowRecords: 50_000, ...options };
  const lanes = new LaneHealth(deps.clock);
  const processing = await deps.log.process({
    group: DEDUP_GROUP,
    topic: TOPICS.webhooks,
    openLane: watched(lanes, (lane) => openDedupLane(deps, lane), deps),
    onLaneError: (error, lane) => {
      lanes.failed(lane.partition, error);
      deps.logger.error(
        { ...lane, error: messageOf(error) },
        'a dedup lane closed; it opens again',
      );
    },
  });
  const behind = startBehind({ ...deps, processing, group: DEDUP_GROUP, topic: TOPICS.webhooks });
  let assigned = false;
  void processing.ready().then(() => {
    assigned = true;
  });
  return {
    name: DEDUP_GROUP,
    ready: () =>
      assigned
        ? lanes.ready(DEDUP_GROUP, processing)
        : { ok: false, because: 'dedup waits for its partitions' },
    stop: async () => {
      await Promise.all([behind.stop(), processing.stop()]);
    },
  };
};
