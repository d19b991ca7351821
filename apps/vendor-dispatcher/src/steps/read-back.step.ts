import { READ_BACK_PAUSE_MS, backOffMs } from '@deskstream/dispatch-domain';
import type { Performed } from '@deskstream/platform-worker';
import type { ReadBack } from '@deskstream/port-vendor';
import type { Call } from '../call';
import { isThrottled } from '../connections';
import { earlierMessageIds } from '../report';

/**
 * A call left and its answer never came, or the process died waiting for it: look at the vendor
 * before anything is sent again. What was found is journaled; the next claim goes on from there.
 */
export const readBack = async (call: Call, since: number): Promise<Performed> => {
  const { vendor, request, connection, tools, claim, deps } = call;
  const exclude = earlierMessageIds(claim);
  const found = await vendor.readBack(
    request.command,
    connection,
    { since, exclude, commandId: request.redrives ?? claim.id },
    tools.signal,
  );
  deps.telemetry.count('deskstream.dispatch.read_backs', 1, { found: found.kind });
  if ((await tools.journal('read-back', withoutTimes(found))) === 'lost') return { kind: 'lost' };
  return { kind: 'postponed', dueAt: deps.clock.now() + pauseAfter(found, call) };
};

const pauseAfter = (found: ReadBack, { progress, claim, deps }: Call): number => {
  switch (found.kind) {
    case 'found':
      return 0;
    case 'absent':
      return READ_BACK_PAUSE_MS;
    case 'unreadable':
      return Math.max(
        backOffMs(progress.misses + progress.throttles, claim.id),
        (found.retryAt ?? 0) - deps.clock.now(),
      );
  }
};

const withoutTimes = (found: ReadBack): unknown =>
  found.kind === 'unreadable'
    ? { kind: found.kind, because: found.because, throttled: isThrottled(found) }
    : found;
