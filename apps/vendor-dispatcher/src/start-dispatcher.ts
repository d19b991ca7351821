import type { DispatchLimits } from '@deskstream/dispatch-domain';
import { defaultDispatchLimits } from '@deskstream/dispatch-domain';
import type { RunningService } from '@deskstream/kernel';
import { startQueueAges, startWork } from '@deskstream/platform-worker';
import type { WorkOptions } from '@deskstream/platform-worker';
import type { CallDeps } from './call';
import { Connections } from './connections';
import { dispatch } from './pipeline';
import { requestsOf } from './request';

export const DISPATCH_GROUP = 'vendor-dispatcher.calls';

/** Longer than most calls take, shorter than an orchestrator's patience. */
const DRAIN_MS = 10_000;

export type DispatcherDeps = Omit<CallDeps, 'limits' | 'connections'> &
  Pick<WorkOptions, 'log' | 'ledger' | 'concurrency' | 'leaseMs' | 'pollMs'> & {
    readonly limits?: Partial<DispatchLimits>;
    /** Requests of one connection at a time in this process. Default: a quarter of `concurrency`. */
    readonly perConnection?: number;
  };

export const startDispatcher = async (given: DispatcherDeps): Promise<RunningService> => {
  const { clock, concurrency = 16 } = given;
  const perConnection = given.perConnection ?? Math.max(1, Math.floor(concurrency / 4));
  const connections = new Connections(clock, perConnection);
  const limits = { ...defaultDispatchLimits, ...given.limits };
  const deps: CallDeps = { ...given, limits, connections };
  const service = await startWork({
    ...given,
    concurrency,
    admission: connections,
    drainMs: DRAIN_MS,
    group: DISPATCH_GROUP,
    select: requestsOf,
    perform: (claim, tools) => dispatch(deps, claim, tools),
  });
  const ages = startQueueAges({ ...given, group: DISPATCH_GROUP });
  return {
    ...service,
    stop: async () => {
      await Promise.all([service.stop(), ages.stop()]);
    },
  };
};
