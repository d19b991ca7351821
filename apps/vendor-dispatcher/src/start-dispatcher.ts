import type { DispatchLimits } from '@deskstream/dispatch-domain';
import { defaultDispatchLimits } from '@deskstream/dispatch-domain';
import type { RunningService } from '@deskstream/kernel';
import { startWork } from '@deskstream/platform-work';
import type { WorkOptions } from '@deskstream/platform-work';
import type { CallDeps } from './call';
import { dispatch } from './pipeline';
import { requestsOf } from './request';

export const DISPATCH_GROUP = 'vendor-dispatcher.calls';

export type DispatcherDeps = Omit<CallDeps, 'limits'> &
  Pick<WorkOptions, 'log' | 'ledger' | 'concurrency' | 'leaseMs' | 'pollMs'> & {
    readonly limits?: Partial<DispatchLimits>;
  };

export const startDispatcher = (given: DispatcherDeps): Promise<RunningService> => {
  const deps: CallDeps = { ...given, limits: { ...defaultDispatchLimits, ...given.limits } };
  return startWork({
    ...given,
    group: DISPATCH_GROUP,
    select: requestsOf,
    perform: (claim, tools) => dispatch(deps, claim, tools),
  });
};
