import { backOffMs, nextMove } from '@deskstream/dispatch-domain';
import type { Move } from '@deskstream/dispatch-domain';
import type { Performed } from '@deskstream/platform-worker';
import type { Reportable } from './conclusion';
import { conclude, givenUp, receiptOf, rejection, report } from './conclusion';
import type { Result } from './report';
import type { DispatchRequest } from './request';

/**
 * Nothing can be called. What is known already is told; a doubt is kept, and settings that are not there yet
 * are waited for, both within the bounds of any other miss.
 */
export const withoutConnection = async (call: Reportable): Promise<Performed> => {
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
  'report-rejected': (call) => Promise.resolve(report(call, rejection(call))),
  'report-recalled': (call, { because }) => conclude(call, { kind: 'withheld', because }),
  'give-up': (call, { because }) => conclude(call, givenUp(because)),
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

const notConnected = ({ vendor, workspace }: DispatchRequest): Result => ({
  kind: 'failed',
  code: 'DISPATCH.NOT_CONNECTED',
  because: `workspace ${workspace} has no ${vendor} connection`,
});
