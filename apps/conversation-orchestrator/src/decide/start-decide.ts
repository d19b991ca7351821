import { TOPICS } from '@deskstream/contracts';
import type { RunningService } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import { LaneHealth, startBehind, watched } from '@deskstream/platform-worker';
import type { DecideDeps } from './decide-lane';
import { openDecideLane } from './decide-lane';

export const DECIDE_GROUP = 'conversation-orchestrator.decide';

type StartDecideDeps = Omit<DecideDeps, 'maxStreams' | 'maxTail'> &
  Partial<Pick<DecideDeps, 'maxStreams' | 'maxTail'>>;

/** The only writer of `conversation-events`. */
export const startDecide = async (given: StartDecideDeps): Promise<RunningService> => {
  const deps: DecideDeps = { maxStreams: 10_000, maxTail: 50_000, ...given };
  const lanes = new LaneHealth(deps.clock);
  const processing = await deps.log.process({
    group: DECIDE_GROUP,
    topic: TOPICS.inputs,
    openLane: watched(lanes, (lane) => openDecideLane(deps, lane), deps),
    onLaneError: (error, lane) => {
      lanes.failed(lane.partition, error);
      deps.logger.error(
        { ...lane, error: messageOf(error) },
        'a decide lane closed; it opens again',
      );
    },
  });
  const behind = startBehind({ ...deps, processing, group: DECIDE_GROUP, topic: TOPICS.inputs });
  return {
    name: DECIDE_GROUP,
    ready: () => lanes.ready(DECIDE_GROUP),
    stop: async () => {
      await Promise.all([behind.stop(), processing.stop()]);
    },
  };
};
