import { backOffMs } from '@deskstream/dispatch-domain';
import type { Performed } from '@deskstream/platform-worker';
import type { CallResult } from '@deskstream/port-vendor';
import type { Call } from '../call';

/**
 * Intent, call, attempt. Between two of them the process may die: the intent makes the call doubtful
 * until it is read back, so it is never sent on a guess. The next claim goes on from the journal.
 */
export const makeCall = async (call: Call): Promise<Performed> => {
  const { vendor, request, connection, tools, deps, claim } = call;
  const leaseMs = tools.leaseUntil - deps.clock.now();
  const began = deps.clock.now();
  if ((await tools.journal('intent', {})) === 'lost') return { kind: 'lost' };
  if (deps.clock.now() - began > leaseMs / 2) return wokeTooLate(call);
  const calledAt = deps.clock.now();
  const result = await deps.telemetry.step(
    `vendor ${request.command.kind}`,
    {
      parent: call.step.traceparent,
      kind: 'client',
      attributes: { 'deskstream.vendor': request.vendor },
    },
    () => vendor.perform(request.command, connection, tools.signal, request.redrives ?? claim.id),
  );
  const { kind } = request.command;
  deps.telemetry.count('deskstream.dispatch.calls', 1, { kind, result: result.kind });
  deps.telemetry.observe('deskstream.vendor.call.duration', (deps.clock.now() - calledAt) / 1000, {
    vendor: request.vendor,
    kind,
  });
  if ((await tools.journal('attempt', entryOf(result))) === 'lost') return { kind: 'lost' };
  return { kind: 'postponed', dueAt: deps.clock.now() + pauseAfter(result, call) };
};

/** The process was frozen after its intent; another may have taken over. Nothing was sent. */
const wokeTooLate = async ({ tools, deps }: Call): Promise<Performed> => {
  const entry = { kind: 'not-executed', because: 'the process was paused before the call' };
  if ((await tools.journal('attempt', entry)) === 'lost') return { kind: 'lost' };
  return { kind: 'postponed', dueAt: deps.clock.now() };
};

const entryOf = (result: CallResult): unknown => {
  switch (result.kind) {
    case 'done':
      return result;
    case 'rejected':
      return { kind: 'rejected', code: result.code, status: result.status, because: result.detail };
    case 'throttled':
      return { kind: 'not-executed', because: 'throttled', throttled: true };
    case 'unreachable':
      return { kind: 'not-executed', because: result.because };
    case 'unknown':
      return { kind: 'unknown', because: result.because };
  }
};

const pauseAfter = (result: CallResult, { progress, claim, deps }: Call): number => {
  const backOff = backOffMs(progress.misses + progress.throttles, claim.id);
  switch (result.kind) {
    case 'done':
    case 'rejected':
      return 0;
    case 'throttled':
      return Math.max(backOff, (result.retryAt ?? 0) - deps.clock.now());
    case 'unreachable':
      return backOff;
    case 'unknown':
      return backOffMs(0, claim.id);
  }
};
