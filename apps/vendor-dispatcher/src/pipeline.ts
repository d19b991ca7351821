import { nextMove, progressOf } from '@deskstream/dispatch-domain';
import type { Performed, Tools } from '@deskstream/platform-work';
import type { ClaimedWork } from '@deskstream/port-work-ledger';
import type { Call, CallDeps } from './call';
import { callEntries } from './call';
import { gaveUp } from './dead-letter';
import type { Result } from './report';
import { finished } from './report';
import type { DispatchRequest } from './request';
import { checkOwner } from './steps/check-owner.step';
import { confirmUnassign } from './steps/confirm-unassign.step';
import { makeCall } from './steps/make-call.step';
import { readBack } from './steps/read-back.step';

/** The journal says where a request stands; each move ends in the journal, in a pause or in the report. */
export const dispatch = (deps: CallDeps, claim: ClaimedWork, tools: Tools): Promise<Performed> => {
  const request = claim.payload as DispatchRequest;
  return deps.telemetry.step(
    `dispatch ${request.command.kind}`,
    {
      parent: request.traceparent,
      kind: 'internal',
      attributes: { 'deskstream.command.id': claim.id },
    },
    (step) => {
      const vendor = deps.vendors.find((each) => each.vendor === request.vendor);
      const connection = deps.settings.connection(request.workspace, request.vendor);
      const base = { deps, claim, request, step };
      if (vendor === undefined || connection === null)
        return Promise.resolve(
          report({ ...base, tools, progress: progressOf([]) }, notConnected(request)),
        );
      return moveOn({ ...base, vendor, connection }, tools);
    },
  );
};

/** Move after move while nothing has to be waited for. */
const moveOn = async (call: Omit<Call, 'tools' | 'progress'>, tools: Tools): Promise<Performed> => {
  const { deps } = call;
  const journal = [...call.claim.journal];
  const journaling: Tools = {
    ...tools,
    journal: async (kind, detail) => {
      const fenced = await tools.journal(kind, detail);
      if (fenced === 'written') journal.push({ at: deps.clock.now(), kind, detail });
      return fenced;
    },
  };
  for (;;) {
    const progress = progressOf(callEntries(journal));
    const performed = await move({ ...call, tools: journaling, progress });
    const goOn = performed.kind === 'postponed' && performed.dueAt <= deps.clock.now();
    if (!goOn || tools.signal.aborted) return performed;
  }
};

const move = async (call: Call): Promise<Performed> => {
  const { claim, deps, progress } = call;
  const { recalled } = claim;
  const next = nextMove(progress, { recalled, now: deps.clock.now(), limits: deps.limits });
  switch (next.kind) {
    case 'read-back':
      return readBack(call, next.since);
    case 'call':
      return askAndCall(call);
    case 'report-done':
      return reportDone(call);
    case 'report-rejected':
      return report(call, { kind: 'failed', ...rejection(call) });
    case 'report-recalled':
      return report(call, { kind: 'withheld', because: next.because });
    case 'report-contested':
      return report(call, contested(call));
    case 'give-up':
      return report(
        call,
        { kind: 'failed', code: 'DISPATCH.GAVE_UP', because: next.because },
        next.because,
      );
  }
};

const askAndCall = async (call: Call): Promise<Performed> => {
  const permission = await checkOwner(call);
  switch (permission.kind) {
    case 'go':
      return makeCall(call);
    case 'report':
      return report(call, permission.result);
    case 'later':
      return permission.performed;
  }
};

const reportDone = async (call: Call): Promise<Performed> => {
  if (call.request.command.kind !== 'unassign') return report(call, receiptOf(call));
  const outcome = await confirmUnassign(call);
  return isPerformed(outcome) ? outcome : report(call, outcome);
};

const isPerformed = (outcome: Result | Performed): outcome is Performed =>
  outcome.kind === 'postponed' || outcome.kind === 'lost' || outcome.kind === 'finished';

const receiptOf = ({ progress: { done } }: Call): Result => ({
  kind: 'delivered',
  foundByReadBack: done?.foundByReadBack ?? false,
  ...(done?.vendorMessageId === undefined ? {} : { vendorMessageId: done.vendorMessageId }),
  ...(done?.vendorAt === undefined ? {} : { vendorAt: done.vendorAt }),
});

type Reportable = Omit<Call, 'vendor' | 'connection'>;

const report = (call: Reportable, result: Result, gaveUpBecause?: string): Performed => {
  const { claim, request, progress, deps, step } = call;
  const reporting = {
    claim,
    request,
    attempts: progress.calls,
    now: deps.clock.now(),
    traceparent: step.traceparent,
  };
  deps.telemetry.count('deskstream.dispatch.reports', 1, { result: result.kind });
  const parked = gaveUpBecause === undefined ? [] : [gaveUp(claim, gaveUpBecause, progress.calls)];
  return finished(reporting, result, parked);
};

const contested = ({ progress, connection }: Call): Result => ({
  kind: 'contested',
  assignee: { kind: 'ai', id: progress.undoneBy?.assigneeId ?? connection.aiTeammateId },
  afterMs: progress.undoneBy?.afterMs ?? 0,
  ...(progress.undoneBy?.by === undefined ? {} : { by: progress.undoneBy.by }),
});

const rejection = ({ progress }: Call) => ({
  code: progress.rejected?.code ?? 'VENDOR.REJECTED',
  because: progress.rejected?.because ?? 'rejected',
  ...(progress.rejected === null ? {} : { status: progress.rejected.status }),
});

const notConnected = ({ vendor, workspace }: DispatchRequest): Result => ({
  kind: 'failed',
  code: 'DISPATCH.NOT_CONNECTED',
  because: `workspace ${workspace} has no ${vendor} connection`,
});
