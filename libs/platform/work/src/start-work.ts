import { TOPICS } from '@deskstream/contracts';
import type { RunningService } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import { Executor } from './executor';
import { openFollower } from './follow';
import type { WorkOptions } from './work';

/** Follows the log and performs what it asks for, until stopped. */
export const startWork = async (options: WorkOptions): Promise<RunningService> => {
  const executor = new Executor(options);
  const following = await options.log.process({
    group: options.group,
    topic: TOPICS.events,
    mode: 'follower',
    openLane: (lane) => openFollower(options, lane, () => executor.wake()),
    onLaneError: (error, lane) =>
      options.logger.warn(
        { ...lane, group: options.group, error: messageOf(error) },
        'a follower lane closed; it opens again',
      ),
  });
  executor.start();
  return {
    name: options.group,
    ready: () => ({ ok: true }),
    stop: async () => {
      await Promise.all([executor.stop(), following.stop()]);
    },
  };
};
