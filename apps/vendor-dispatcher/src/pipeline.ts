import type { Move } from '@deskstream/dispatch-domain';
import { nextMove, progressOf } from '@deskstream/dispatch-domain';
import type { Performed, Tools } from '@deskstream/platform-worker';
import type { ClaimedWork } from '@deskstream/port-work-ledger';
import type { Call, CallDeps } from './call';
import { callEntries } from './call';
import type { Reportable } from './conclusion';
import { conclude, contested, givenUp, notAgain, receiptOf, rejection, report } from './conclusion';
import { connectionOf } from './connections';
import type { Result } from './report';
import type { DispatchRequest, RedriveRequest } from './request';
import { routeOf } from './routing';
import { checkOwner } from './steps/check-owner.step';
import { confirmUnassign } from './steps/confirm-unassign.step';
import { makeCall } from './steps/make-call.step';
import { readBack } from './steps/read-back.step';
import { isRead, readFacts } from './steps/read-facts.step';
import { takeUpAgain } from './steps/take-up-again.step';
import { withTranscript } from './steps/with-transcript.step';
import { withoutConnection } from './without-connection';

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
  'report-rejected': (call) => Promise.resolve(report(call, rejection(call))),
  'report-concluded': (call) => Promise.resolve(report(call, call.progress.concluded as Result)),
  'report-recalled': (call, { because }) => conclude(call, { kind: 'withheld', because }),
  'report-contested': (call) => conclude(call, contested(call)),
  'give-up': (call, { because }) => conclude(call, givenUp(because)),
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
