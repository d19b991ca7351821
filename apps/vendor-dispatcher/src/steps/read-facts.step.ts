import { encodeInput, inputIdOf } from '@deskstream/contracts';
import { backOffMs } from '@deskstream/dispatch-domain';
import type { Performed } from '@deskstream/platform-worker';
import type { Draft } from '@deskstream/port-event-log';
import type { CallResult, CanonicalFact, VendorCommand } from '@deskstream/port-vendor';
import type { Call } from '../call';
import { finished } from '../report';

type Done = Extract<CallResult, { readonly kind: 'done' }>;

export const isRead = ({ kind }: VendorCommand): boolean =>
  kind === 'read' || kind === 'read-profile';

/**
 * A read changes nothing at the vendor, so it leaves no doubt and needs no intent. What it found goes
 * into the log before its report, each fact under the id that a webhook would have given it.
 */
export const readFacts = async (call: Call): Promise<Performed> => {
  const { vendor, request, connection, tools, deps } = call;
  const result = await deps.telemetry.step(
    `vendor ${request.command.kind}`,
    {
      parent: call.step.traceparent,
      kind: 'client',
      attributes: { 'deskstream.vendor': request.vendor },
    },
    () => vendor.perform(request.command, connection, tools.signal),
  );
  deps.telemetry.count('deskstream.dispatch.calls', 1, {
    kind: request.command.kind,
    result: result.kind,
  });
  if (result.kind === 'done') return told(call, result);
  if ((await tools.journal('attempt', entryOf(result))) === 'lost') return { kind: 'lost' };
  return { kind: 'postponed', dueAt: deps.clock.now() + pauseAfter(result, call) };
};

const told = (call: Call, { facts = [], truncated = false }: Done): Performed => {
  const { claim, request, progress, deps, step } = call;
  const now = deps.clock.now();
  const reporting = {
    claim,
    request,
    attempts: progress.misses + 1,
    now,
    traceparent: step.traceparent,
  };
  const report = finished(reporting, { kind: 'read', messages: facts.length, truncated });
  if (report.kind !== 'finished') return report;
  const drafts = marked(facts, request.recovers === true).map((fact) => draftOf(call, fact, now));
  return { ...report, report: [...drafts, ...report.report] };
};

/** What somebody answered already is history; what no webhook told is marked. */
const marked = (facts: readonly CanonicalFact[], recovered: boolean): readonly CanonicalFact[] => {
  const lastReply = facts.findLastIndex(isPublicReply);
  return facts.map((fact, index) =>
    fact.type === 'CustomerWrote'
      ? {
          ...fact,
          data: {
            ...fact.data,
            ...(recovered ? { recovered } : {}),
            ...(index < lastReply ? { context: true } : {}),
          },
        }
      : fact,
  );
};

const isPublicReply = (fact: CanonicalFact): boolean =>
  fact.type === 'TeammateWrote' && fact.data.visibility === 'public';

const draftOf = ({ claim, request, step }: Call, fact: CanonicalFact, now: number): Draft => {
  const { identity, ...input } = fact;
  return encodeInput(
    {
      id: inputIdOf(claim.key, fact.type, identity),
      source: '/vendor-dispatcher',
      subject: claim.key,
      time: now,
      correlationId: request.correlationId,
      causationId: claim.id,
      ...(step.traceparent === undefined ? {} : { traceparent: step.traceparent }),
    },
    input,
  );
};

const entryOf = (result: Exclude<CallResult, Done>): unknown => {
  switch (result.kind) {
    case 'rejected':
      return { kind: 'rejected', code: result.code, status: result.status, because: result.detail };
    case 'throttled':
      return { kind: 'not-executed', because: 'throttled', throttled: true };
    case 'unreachable':
    case 'unknown':
      return { kind: 'not-executed', because: result.because };
  }
};

const pauseAfter = (result: Exclude<CallResult, Done>, { progress, claim, deps }: Call): number => {
  if (result.kind === 'rejected') return 0;
  const backOff = backOffMs(progress.misses + progress.throttles, claim.id);
  const retryAt = result.kind === 'throttled' ? result.retryAt : null;
  return Math.max(backOff, (retryAt ?? 0) - deps.clock.now());
};
