import type { Pace, Sighting } from './index';
import { allowanceOf, paceAfter, unpaced, urgencyOf } from './index';

const cap = 8;
const at = (now: number, running = 0) => ({ now, running });
const after = (pace: Pace, now: number, ...seen: readonly Sighting[]): Pace =>
  seen.reduce((sofar, sighting) => paceAfter(sofar, sighting, { now, cap }), pace);
const budget = (remaining: number, resetsAt = 10_000) => ({ limit: 100, remaining, resetsAt });

describe('the pace of a connection', () => {
  it('is bounded by calls at a time before anything is known (S064)', () => {
    expect(allowanceOf(unpaced(cap), at(0))).toEqual({ atMost: 8, leastUrgent: 2, until: null });
    expect(allowanceOf(unpaced(cap), at(0, 6))).toMatchObject({ atMost: 2 });
  });

  it('follows the budget of the vendor: two calls a request, the last tenth for the urgent (S064)', () => {
    const seen = (remaining: number, running = 0) =>
      allowanceOf(
        after(unpaced(cap), 0, { kind: 'answered', budget: budget(remaining) }),
        at(1, running),
      );
    expect(seen(80)).toEqual({ atMost: 8, leastUrgent: 2, until: 10_000 });
    expect(seen(29)).toMatchObject({ atMost: 8, leastUrgent: 1 });
    expect(seen(9)).toMatchObject({ atMost: 5, leastUrgent: 0 });
    expect(seen(9, 4)).toMatchObject({ atMost: 1 });
    expect(seen(0)).toEqual({ atMost: 0, leastUrgent: 0, until: 10_000 });
  });

  it('forgets a budget whose time is over', () => {
    const spent = after(unpaced(cap), 0, { kind: 'answered', budget: budget(0) });
    expect(allowanceOf(spent, at(10_000))).toEqual({ atMost: 8, leastUrgent: 2, until: null });
  });

  it('stands still until the vendor said, then goes on with one call, then two (S064)', () => {
    const refused = after(unpaced(cap), 0, { kind: 'throttled', retryAt: 5_000 });
    expect(allowanceOf(refused, at(4_999))).toEqual({ atMost: 0, leastUrgent: 0, until: 5_000 });
    expect(allowanceOf(refused, at(5_000))).toMatchObject({ atMost: 1 });
    const opened = after(refused, 5_001, { kind: 'answered' });
    expect(allowanceOf(opened, at(5_001))).toMatchObject({ atMost: 2 });
  });

  it('is not lifted by an answer to a call that left before the refusal', () => {
    const refused = after(
      unpaced(cap),
      0,
      { kind: 'throttled', retryAt: 5_000 },
      { kind: 'answered' },
    );
    expect(allowanceOf(refused, at(1))).toMatchObject({ atMost: 0, until: 5_000 });
  });

  it('waits for a daily budget without asking in between (S064)', () => {
    const hours = 6 * 3_600_000;
    const refused = after(unpaced(cap), 0, { kind: 'throttled', retryAt: hours });
    expect(allowanceOf(refused, at(hours - 1))).toMatchObject({ atMost: 0, until: hours });
  });

  it('waits longer and longer where the vendor says nothing, for minutes at most, and never spins', () => {
    const holds: number[] = [];
    let pace = unpaced(cap);
    for (let now = 0, nth = 0; nth < 14; nth += 1) {
      pace = after(pace, now, { kind: 'throttled', retryAt: nth % 2 === 0 ? null : now - 1 });
      holds.push(pace.heldUntil - now);
      now = pace.heldUntil;
    }
    expect(Math.min(...holds)).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...holds)).toBe(300_000);
  });

  it('believes no vendor that says to come back next year', () => {
    const refused = after(unpaced(cap), 0, { kind: 'throttled', retryAt: 1e12 });
    expect(refused.heldUntil).toBe(24 * 3_600_000);
  });

  it('halves the calls at a time while nobody answers, down to one', () => {
    const away = { kind: 'away' } as const;
    expect(after(unpaced(cap), 0, away).window).toBe(4);
    expect(after(unpaced(cap), 0, away, away, away, away, away).window).toBe(1);
  });
});

describe('the lane of a command', () => {
  it('puts replies and handoff before reads, and reads before what nobody waits for', () => {
    expect(
      ['reply', 'note', 'unassign', 'assign', 'ticket'].map((kind) => urgencyOf(kind)),
    ).toEqual([0, 0, 0, 0, 0]);
    expect(['read', 'tag', 'close'].map((kind) => urgencyOf(kind))).toEqual([1, 1, 1]);
    expect(['read-profile', 'update-ticket'].map((kind) => urgencyOf(kind))).toEqual([2, 2]);
    expect(urgencyOf('read', { recovers: true })).toBe(2);
  });
});
