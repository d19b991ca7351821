import { deadLetterFor, encodeInput, inputIdOf } from '@deskstream/contracts';
import type { Progress } from '@deskstream/dispatch-domain';
import type { EpochMs } from '@deskstream/kernel';
import type { Draft } from '@deskstream/port-event-log';
import type { ClaimedWork } from '@deskstream/port-work-ledger';
import type { DispatchRequest } from './request';

interface GivenUp {
  readonly claim: ClaimedWork;
  readonly request: DispatchRequest;
  readonly progress: Progress;
  readonly now: EpochMs;
}

/**
 * A request that was given up: the input that asks for it once more, parked until somebody redrives it. The
 * log then gives it a new command id. What may have left is read back first; its text stays in the log only.
 */
export const gaveUp = ({ claim, request, progress, now }: GivenUp, because: string): Draft => {
  const { lookFrom, calls } = progress;
  const parked = encodeInput(
    {
      id: inputIdOf(claim.key, 'DispatchRedriven', claim.id),
      source: '/vendor-dispatcher',
      subject: claim.key,
      time: now,
      correlationId: request.correlationId,
      causationId: claim.id,
      ...(request.traceparent === undefined ? {} : { traceparent: request.traceparent }),
    },
    {
      type: 'DispatchRedriven',
      data: {
        commandId: request.redrives ?? claim.id,
        kind: request.command.kind,
        ...(lookFrom === null ? {} : { lookFrom }),
      },
    },
  );
  return deadLetterFor(parked, {
    id: claim.id,
    step: 'vendor-dispatcher.call',
    because: `DISPATCH.GAVE_UP ${request.command.kind}: ${because}`,
    attempts: calls,
  });
};
