import { describe, expect, it } from '@jest/globals';
import type { SourceAnswer } from '@deskstream/port-knowledge-source';
import { createPace } from './pace';

const go = new AbortController().signal;

/** Time stands still but for sleeping. */
const paced = () => {
  let now = 0;
  const clock = {
    now: () => now,
    sleep: (ms: number) => {
      now += ms;
      return Promise.resolve();
    },
  };
  return { pace: createPace(clock), now: () => now };
};

const left = (remaining: number): SourceAnswer<null> => ({
  kind: 'ok',
  value: null,
  budget: { limit: 100, remaining, resetsAt: 60_000 },
});

describe('the pace of a sync', () => {
  it('waits for nothing while more than half of the budget is left, and does not know of one', async () => {
    const { pace, now } = paced();
    await pace.turn(go);
    pace.saw(left(51));
    await pace.turn(go);
    expect(now()).toBe(0);
  });

  it('leaves the half to replies: it waits for the next window (S064)', async () => {
    const { pace, now } = paced();
    pace.saw(left(50));
    await pace.turn(go);
    expect(now()).toBe(60_000);
  });

  it('comes back when the vendor says, later and later where it does not', async () => {
    const { pace, now } = paced();
    pace.saw({ kind: 'throttled', retryAt: 7_000 });
    await pace.turn(go);
    expect(now()).toBe(7_000);
    pace.saw({ kind: 'throttled', retryAt: null });
    await pace.turn(go);
    expect(now()).toBe(9_000);
    pace.saw(left(90));
    expect(pace.held().refusals).toBe(0);
  });

  it('stops with whoever asked', async () => {
    await expect(paced().pace.turn(AbortSignal.abort(new Error('enough')))).rejects.toThrow(
      'enough',
    );
  });
});
