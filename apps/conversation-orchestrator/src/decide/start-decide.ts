import { TOPICS } from '@deskstream/contracts';
import type { RunningService } from '@deskstream/kernel';
import { startLanes } from '@deskstream/platform-worker';
import type { DecideDeps } from './decide-lane';
import { openDecideLane } from './decide-lane';

export const DECIDE_GROUP = 'conversation-orchestrator.decide';

type StartDecideDeps = Omit<DecideDeps, 'maxStreams' | 'maxTail'> &
  Partial<Pick<DecideDeps, 'maxStreams' | 'maxTail'>>;

/** The only writer of `conversation-events`. */
export const startDecide = (given: StartDecideDeps): Promise<RunningService> => {
  const deps: DecideDeps = { maxStreams: 10_000, maxTail: 50_000, ...given };
  return startLanes({
    log: deps.log,
    clock: deps.clock,
    logger: deps.logger,
    telemetry: deps.telemetry,
    group: DECIDE_GROUP,
    topic: TOPICS.inputs,
    openLane: (lane) => openDecideLane(deps, lane),
  });
};
