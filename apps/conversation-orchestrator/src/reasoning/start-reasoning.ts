import type { EventRecord } from '@deskstream/contracts';
import type { RunningService } from '@deskstream/kernel';
import { parsePartitionKey } from '@deskstream/kernel';
import type { Selection, WorkOptions } from '@deskstream/platform-worker';
import { startWork } from '@deskstream/platform-worker';
import type { RunDeps, RunRequest } from './run-deps';
import { performRun } from './run';

export const REASONING_GROUP = 'conversation-orchestrator.reasoning';

export type ReasoningDeps = RunDeps &
  Pick<WorkOptions, 'ledger' | 'logger' | 'concurrency' | 'leaseMs' | 'pollMs'>;

/** Runs the AI for the log; what it says becomes an input before anything relies on it. */
export const startReasoning = (deps: ReasoningDeps): Promise<RunningService> =>
  startWork({
    leaseMs: 120_000,
    ...deps,
    group: REASONING_GROUP,
    select: runsOf,
    perform: (claim, tools) => performRun(deps, claim, tools),
  });

const runsOf = ({ envelope, event }: EventRecord): Selection => {
  if (event.type === 'ReasoningSuperseded')
    return { recall: [{ id: event.data.runId, because: event.data.because }] };
  if (event.type !== 'ReasoningRequested') return {};
  const { correlationId, traceparent, subject: key, seq } = envelope;
  const workspace = parsePartitionKey(key)?.workspace ?? '';
  const payload: RunRequest = {
    workspace,
    correlationId,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  return { add: [{ id: event.id, key, workspace, seq, dueAt: event.at, payload }] };
};
