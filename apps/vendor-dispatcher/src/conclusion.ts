import type { Performed } from '@deskstream/platform-worker';
import type { Call } from './call';
import { gaveUp } from './dead-letter';
import type { Result } from './report';
import { finished } from './report';
import type { RedriveRequest } from './request';
import type { TakenUp } from './steps/take-up-again.step';

/** A call as far as telling needs it: there may be no connection. */
export type Reportable = Omit<Call, 'vendor' | 'connection'>;

/**
 * What rests on how the vendor looked just now is durable before it is told: told twice it must be
 * the same, and nothing may be sent after "withheld" because a person left meanwhile.
 */
export const conclude = async (call: Reportable, result: Result): Promise<Performed> =>
  (await call.tools.journal('note', result)) === 'lost' ? { kind: 'lost' } : report(call, result);

export const report = (call: Reportable, result: Result): Performed => {
  const { claim, request, progress, deps, step } = call;
  const reporting = {
    claim,
    request,
    attempts: progress.calls,
    now: deps.clock.now(),
    traceparent: step.traceparent,
  };
  deps.telemetry.count('deskstream.dispatch.reports', 1, { result: result.kind });
  const parked =
    result.kind === 'failed' && result.code === GAVE_UP
      ? [gaveUp({ claim, request, progress, now: reporting.now }, result.because)]
      : [];
  return finished(reporting, result, parked);
};

/** What the vendor confirmed. */
export const receiptOf = ({ progress: { done } }: Reportable): Result => ({
  kind: 'delivered',
  foundByReadBack: done?.foundByReadBack ?? false,
  ...(done?.vendorMessageId === undefined ? {} : { vendorMessageId: done.vendorMessageId }),
  ...(done?.vendorAt === undefined ? {} : { vendorAt: done.vendorAt }),
});

export const rejection = ({ progress }: Reportable): Result => ({
  kind: 'failed',
  code: progress.rejected?.code ?? 'VENDOR.REJECTED',
  because: progress.rejected?.because ?? 'rejected',
  ...(progress.rejected === null ? {} : { status: progress.rejected.status }),
});

/** The limits of retrying are over. */
export const givenUp = (because: string): Result => ({ kind: 'failed', code: GAVE_UP, because });

const GAVE_UP = 'DISPATCH.GAVE_UP';

export const contested = ({ progress, connection }: Call): Result => ({
  kind: 'contested',
  assignee: { kind: 'ai', id: progress.undoneBy?.assigneeId ?? connection.aiTeammateId },
  afterMs: progress.undoneBy?.afterMs ?? 0,
  ...(progress.undoneBy?.by === undefined ? {} : { by: progress.undoneBy.by }),
});

/** A redriven request that asks for nothing any more. */
export const notAgain = (
  { deps, claim, step }: Pick<Reportable, 'deps' | 'claim' | 'step'>,
  code: Extract<TakenUp, { kind: 'settled' }>['code'],
): Performed => {
  const request = claim.payload as RedriveRequest;
  const now = deps.clock.now();
  return finished(
    { claim, request, attempts: 0, now, traceparent: step.traceparent },
    code === 'ANSWERED'
      ? { kind: 'withheld', because: 'its messages were answered since' }
      : {
          kind: 'failed',
          code: 'DISPATCH.UNKNOWN_COMMAND',
          because: `the log of the conversation has no request ${request.redrives}`,
        },
  );
};
