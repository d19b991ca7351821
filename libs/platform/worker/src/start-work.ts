import { TOPICS } from '@deskstream/contracts';
import type { RunningService } from '@deskstream/kernel';
import { Executor } from './executor';
import { openFollower } from './follow';
import { startLanes } from './start-lanes';
import type { WorkOptions } from './work';

/** Follows the log and performs what it asks for, until stopped. */
export const startWork = async (options: WorkOptions): Promise<RunningService> => {
  const executor = new Executor(options);
  const following = await startLanes({
    log: options.log,
    clock: options.clock,
    logger: options.logger,
    telemetry: options.telemetry,
    group: options.group,
    topic: TOPICS.events,
    mode: 'follower',
    openLane: (lane) => openFollower(options, lane, () => executor.wake()),
  });
  executor.start();
  return {
    name: options.group,
    ready: () => {
      const performing = executor.ready();
      return performing.ok ? following.ready() : performing;
    },
    stop: async () => {
      await Promise.all([executor.stop(), following.stop()]);
    },
  };
};
