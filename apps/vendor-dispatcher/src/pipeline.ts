import type { Move } from '@deskstream/dispatch-domain';
import { backOffMs, nextMove, progressOf } from '@deskstream/dispatch-domain';
import type { Performed, Tools } from '@deskstream/platform-worker';
import type { ClaimedWork } from '@deskstream/port-work-ledger';
import type { Call, CallDeps } from './call';
import { callEntries } from './call';
import { connectionOf } from './connections';
import { gaveUp } from './dead-letter';
import type { Result } from './report';
import { finished } from './report';
import type { DispatchRequest, RedriveRequest } from './request';
import { routeOf } from './routing';
import { checkOwner } from './steps/check-owner.step';
import { confirmUnassign } from './steps/confirm-unassign.step';
import { makeCall } from './steps/make-call.step';
import { readBack } from './steps/read-back.step';
import { isRead, readFacts } from './steps/read-facts.step';
import type { TakenUp } from './steps/take-up-again.step';
import { takeUpAgain } from './steps/take-up-again.step';
import { withTranscript } from './steps/with-transcript.step';

/** The journal says where a request stands; each move ends in the journal, in a pause or in the report. */
export const dispatch = (deps: CallDeps, claim: ClaimedWork, tools: Tools): Promise<Performed> => {
  const { traceparent } = claim.payload as DispatchRequest | RedriveRequest;
  return deps.telemetry.step(
    `dispatch ${claim.kind ?? 'request'}`,
    {
      parent: traceparent,
      kind: 'internal',
      attributes: { 'deskstream.command.id': claim.id },
    },
    async (step) => {
      const later = { kind: 'postponed', dueAt: deps.clock.now() + INDEX_PAUSE_MS } as const;
      const taken = await takeUpAgain(claim, deps.index);
      if (taken.kind === 'later') return later;
      if (taken.kind === 'settled') return notAgain({ deps, claim, step }, taken.code);
      const told = await withTranscript(taken.request, claim.key, deps.index);
      if (told === null) return later;
      return connected({ deps, claim, request: told, step, tools });
    },
  );
};

const connected = (call: Omit<Reportable, 'progress'>): Promise<Performed> => {
  const { deps, claim, request } = call;
  const route = routeOf(request, deps.settings);
  const vendor = deps.vendors.find((each) => each.vendor === route);
  const connection = deps.settings.connection(request.workspace, route);
  if (vendor === undefined || connection === null) {
    const progress = progressOf(callEntries(claim.journal), request);
    return withoutConnection({ ...call, progress });
  }
  const watched = deps.connections.watching(vendor, connectionOf({ ...request, vendor: route }));
  return moveOn({ ...call, vendor: watched, connection }, call.tools);
};

const INDEX_PAUSE_MS = 500;

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
    const progress = progressOf(callEntries(journal), call.request);
    const performed = await move({ ...call, tools: journaling, progress });
    const goOn = performed.kind === 'postponed' && performed.dueAt <= deps.clock.now();
    if (!goOn || tools.signal.aborted || tools.stopping()) return performed;
  }
};

const move = (call: Call): Promise<Performed> => {
  const { claim, deps, progress } = call;
  const { recalled } = claim;
  const next = nextMove(progress, { recalled, now: deps.clock.now(), limits: deps.limits });
  return (MOVES[next.kind] as Mover<Move['kind']>)(call, next);
};

type Mover<K extends Move['kind']> = (
  call: Call,
  move: Extract<Move, { kind: K }>,
) => Promise<Performed>;

const MOVES: { readonly [K in Move['kind']]: Mover<K> } = {
  'read-back': (call, { since }) => readBack(call, since),
  call: (call) => askAndCall(call),
  'report-done': (call) => reportDone(call),
  'report-rejected': (call) =>
    Promise.resolve(report(call, { kind: 'failed', ...rejection(call) })),
  'report-concluded': (call) => Promise.resolve(report(call, call.progress.concluded as Result)),
  'report-recalled': (call, { because }) => conclude(call, { kind: 'withheld', because }),
  'report-contested': (call) => conclude(call, contested(call)),
  'give-up': (call, { because }) => conclude(call, { kind: 'failed', code: GAVE_UP, because }),
};

const askAndCall = async (call: Call): Promise<Performed> => {
  if (isRead(call.request.command)) return readFacts(call);
  const permission = await checkOwner(call);
  switch (permission.kind) {
    case 'go':
      return makeCall(call);
    case 'report':
      return conclude(call, permission.result);
    case 'later':
      return permission.performed;
  }
};

const reportDone = async (call: Call): Promise<Performed> => {
  const { kind } = call.request.command;
  if (kind !== 'unassign' && kind !== 'assign') return report(call, receiptOf(call));
  const guardedUntil = (call.progress.done?.at ?? 0) + call.deps.limits.guardMs;
  if (call.deps.clock.now() < guardedUntil) return { kind: 'postponed', dueAt: guardedUntil };
  const outcome = await confirmUnassign(call);
  return isPerformed(outcome) ? outcome : conclude(call, outcome);
};

const isPerformed = (outcome: Result | Performed): outcome is Performed =>
  outcome.kind === 'postponed' || outcome.kind === 'lost' || outcome.kind === 'finished';

const receiptOf = ({ progress: { done } }: Reportable): Result => ({
  kind: 'delivered',
  foundByReadBack: done?.foundByReadBack ?? false,
  ...(done?.vendorMessageId === undefined ? {} : { vendorMessageId: done.vendorMessageId }),
  ...(done?.vendorAt === undefined ? {} : { vendorAt: done.vendorAt }),
});

type Reportable = Omit<Call, 'vendor' | 'connection'>;

const GAVE_UP = 'DISPATCH.GAVE_UP';

/**
 * What rests on how the vendor looked just now is durable before it is told: told twice it must be
 * the same, and nothing may be sent after "withheld" because a person left meanwhile.
 */
const conclude = async (call: Reportable, result: Result): Promise<Performed> =>
  (await call.tools.journal('note', result)) === 'lost' ? { kind: 'lost' } : report(call, result);

/**
 * Nothing can be called. What is known already is told; a doubt is kept, and settings that are not there yet
 * are waited for, both within the bounds of any other miss.
 */
const withoutConnection = async (call: Reportable): Promise<Performed> => {
  const { progress, claim, deps } = call;
  const { recalled } = claim;
  const next = nextMove(progress, { recalled, now: deps.clock.now(), limits: deps.limits });
  const toldAs = UNCONNECTED[next.kind];
  if (toldAs !== undefined) return toldAs(call, next as never);
  if (next.kind === 'read-back') return missing(call, 'read-back', 'unreadable');
  return isExpected(call)
    ? missing(call, 'attempt', 'not-executed')
    : conclude(call, notConnected(call.request));
};

const UNCONNECTED: {
  readonly [K in Move['kind']]?: (
    call: Reportable,
    move: Extract<Move, { kind: K }>,
  ) => Promise<Performed>;
} = {
  'report-concluded': (call) => Promise.resolve(report(call, call.progress.concluded as Result)),
  'report-done': (call) => Promise.resolve(report(call, receiptOf(call))),
  'report-rejected': (call) =>
    Promise.resolve(report(call, { kind: 'failed', ...rejection(call) })),
  'report-recalled': (call, { because }) => conclude(call, { kind: 'withheld', because }),
  'give-up': (call, { because }) => conclude(call, { kind: 'failed', code: GAVE_UP, because }),
};

/** Misses after which a workspace that nobody here has heard of counts as not connected. */
const UNHEARD_OF = 5;

const isExpected = ({ deps, request, progress }: Reportable): boolean =>
  deps.settings.current(request.workspace) === null && progress.misses < UNHEARD_OF;

const missing = async (
  { tools, deps, claim, progress }: Reportable,
  kind: 'attempt' | 'read-back',
  result: 'not-executed' | 'unreadable',
): Promise<Performed> => {
  const entry = { kind: result, because: 'no connection' };
  if ((await tools.journal(kind, entry)) === 'lost') return { kind: 'lost' };
  return { kind: 'postponed', dueAt: deps.clock.now() + backOffMs(progress.misses + 1, claim.id) };
};

const report = (call: Reportable, result: Result): Performed => {
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

/** A redriven request that asks for nothing any more. */
const notAgain = (
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

const contested = ({ progress, connection }: Call): Result => ({
  kind: 'contested',
  assignee: { kind: 'ai', id: progress.undoneBy?.assigneeId ?? connection.aiTeammateId },
  afterMs: progress.undoneBy?.afterMs ?? 0,
  ...(progress.undoneBy?.by === undefined ? {} : { by: progress.undoneBy.by }),
});

const rejection = ({ progress }: Reportable) => ({
  code: progress.rejected?.code ?? 'VENDOR.REJECTED',
  because: progress.rejected?.because ?? 'rejected',
  ...(progress.rejected === null ? {} : { status: progress.rejected.status }),
});

const notConnected = ({ vendor, workspace }: DispatchRequest): Result => ({
  kind: 'failed',
  code: 'DISPATCH.NOT_CONNECTED',
  because: `workspace ${workspace} has no ${vendor} connection`,
});
