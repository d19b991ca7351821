import type { EventRecord } from '@deskstream/contracts';
import { encodeInput, reportIdOf } from '@deskstream/contracts';
import type { Clock, PartitionKey, RunningService } from '@deskstream/kernel';
import { parsePartitionKey } from '@deskstream/kernel';
import type { Performed, Selection, WorkOptions } from '@deskstream/platform-worker';
import { startWork } from '@deskstream/platform-worker';
import type { ClaimedWork } from '@deskstream/port-work-ledger';

export const TIMERS_GROUP = 'conversation-orchestrator.timers';

interface OpenTimer {
  readonly subject: PartitionKey;
  readonly name: string;
  readonly dueAt: number;
  readonly correlationId: string;
  readonly traceparent?: string;
}

export type TimersDeps = Pick<
  WorkOptions,
  'log' | 'ledger' | 'clock' | 'telemetry' | 'logger' | 'concurrency' | 'pollMs'
>;

/** Timers are state of the log; firing appends an input. Never early; a second firing has the same id. */
export const startTimers = (deps: TimersDeps): Promise<RunningService> =>
  startWork({
    concurrency: 64,
    ...deps,
    group: TIMERS_GROUP,
    select: timersOf,
    perform: (claim) => Promise.resolve(fire(claim, deps.clock)),
  });

/** The ledger keeps order within a key; timers of different names do not wait for each other. */
const timersOf = ({ envelope, event }: EventRecord): Selection => {
  if (event.type === 'TimerCancelled' || event.type === 'TimerFired')
    return { drop: [event.data.timerId] };
  if (event.type !== 'TimerSet') return {};
  const { name, dueAt } = event.data;
  const { correlationId, traceparent, subject, seq } = envelope;
  const payload: OpenTimer = {
    subject,
    name,
    dueAt,
    correlationId,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  const workspace = parsePartitionKey(subject)?.workspace ?? '';
  const key = `${subject} ${name}`;
  return { add: [{ id: event.id, key, workspace, seq, dueAt, payload }] };
};

const fire = (claim: ClaimedWork, clock: Clock): Performed => {
  const { subject, name, dueAt, correlationId, traceparent } = claim.payload as OpenTimer;
  if (clock.now() < dueAt) return { kind: 'postponed', dueAt };
  const input = encodeInput(
    {
      id: reportIdOf(claim.id, 'due'),
      source: '/conversation-orchestrator/timers',
      subject,
      time: clock.now(),
      correlationId,
      causationId: claim.id,
      ...(traceparent === undefined ? {} : { traceparent }),
    },
    { type: 'TimerDue', data: { timerId: claim.id, name, dueAt } },
  );
  return { kind: 'finished', report: [input], result: {} };
};
