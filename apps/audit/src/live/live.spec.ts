import { createMemoryStreamIndex } from '@deskstream/adapter-stores-memory';
import type { Clock } from '@deskstream/kernel';
import { liveEvents } from './live';

/** A clock on which no time passes: a sleep ends only when it is aborted. */
const stillClock = () => {
  let fellAsleep: () => void = () => undefined;
  const asleep = new Promise<void>((resolve) => {
    fellAsleep = resolve;
  });
  const clock: Clock = {
    now: () => 0,
    sleep: (_ms, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        fellAsleep();
      }),
  };
  return { clock, asleep };
};

describe('a live view of a session', () => {
  it('ends without an error when its listener leaves while nothing happens', async () => {
    const { clock, asleep } = stillClock();
    const listener = new AbortController();
    const deps = { index: createMemoryStreamIndex(), clock };
    const events = liveEvents(deps, { key: 'acme/intercom/c1', fromSeq: 1 }, listener.signal);
    const next = events.next();
    await asleep;
    listener.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('does not begin for a listener that has left already', async () => {
    const { clock } = stillClock();
    const deps = { index: createMemoryStreamIndex(), clock };
    const events = liveEvents(deps, { key: 'acme/intercom/c1', fromSeq: 1 }, AbortSignal.abort());
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });
});
