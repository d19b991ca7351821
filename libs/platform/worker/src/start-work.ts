import { TOPICS } from '@deskstream/contracts';
import type { RunningService } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import { Executor } from './executor';
import { openFollower } from './follow';
import { LaneHealth, watched } from './lane-health';
import type { WorkOptions } from './work';

/** Follows the log and performs what it asks for, until stopped. */
export const startWork = async (options: WorkOptions): Promise<RunningService> => {
  const executor = new Executor(options);
  const lanes = new LaneHealth(options.clock);
  const following = await options.log.process({
    group: options.group,
    topic: TOPICS.events,
    mode: 'follower',
    openLane: watched(lanes, (lane) => openFollower(options, lane, () => executor.wake()), options),
    onLaneError: (error, lane) => {
      lanes.failed(lane.partition, error);
      options.logger.warn(
        { ...lane, group: options.group, error: messageOf(error) },
        'a follower lane closed; it opens again',
      );
    },
  });
  executor.start();
  return {
    name: options.group,
    ready: () => {
      const performing = executor.ready();
      return performing.ok ? lanes.ready(options.group) : performing;
    },
    stop: async () => {
      await Promise.all([executor.stop(), following.stop()]);
    },
  };
};
