import type { InputData } from '@deskstream/conversation-domain';
import { encodeInput, reportIdOf } from '@deskstream/contracts';
import type { EpochMs } from '@deskstream/kernel';
import type { Performed } from '@deskstream/platform-worker';
import type { Draft } from '@deskstream/port-event-log';
import type { ClaimedWork } from '@deskstream/port-work-ledger';
import type { DispatchRequest } from './request';

export type Result = InputData<'DispatchReported'>['result'];

/** What is kept of a finished call: enough to tell its message from those of later calls. */
export interface Receipt {
  readonly kind: Result['kind'];
  readonly vendorMessageId?: string;
}

interface Reporting {
  readonly claim: ClaimedWork;
  readonly request: Pick<DispatchRequest, 'correlationId'>;
  readonly attempts: number;
  readonly now: EpochMs;
  readonly traceparent: string | undefined;
}

/** Ends a request with its one report; the id is derived from the command, so it is told once. */
export const finished = (
  { claim, request, attempts, now, traceparent }: Reporting,
  result: Result,
  also: readonly Draft[] = [],
): Performed => ({
  kind: 'finished',
  report: [
    encodeInput(
      {
        id: reportIdOf(claim.id, 'report'),
        source: '/vendor-dispatcher',
        subject: claim.key,
        time: now,
        correlationId: request.correlationId,
        causationId: claim.id,
        ...(traceparent === undefined ? {} : { traceparent }),
      },
      { type: 'DispatchReported', data: { commandId: claim.id, attempts, result } },
    ),
    ...also,
  ],
  result: receiptOf(result),
});

const receiptOf = (result: Result): Receipt =>
  result.kind === 'delivered' && result.vendorMessageId !== undefined
    ? { kind: result.kind, vendorMessageId: result.vendorMessageId }
    : { kind: result.kind };

/** Vendor ids of messages that earlier calls of this conversation made. */
export const earlierMessageIds = (claim: ClaimedWork): readonly string[] =>
  claim.earlier.flatMap((result) => {
    const { vendorMessageId } = result as Receipt;
    return vendorMessageId === undefined ? [] : [vendorMessageId];
  });
