import { backOffMs, defaultDispatchLimits as limits, nextMove, progressOf } from './index';
import type { CallEntry } from './index';

const MINUTE = 60_000;

const moveAfter = (journal: readonly CallEntry[], now: number, recalled: string | null = null) =>
  nextMove(progressOf(journal), { recalled, now, limits });

const intent = (at: number): CallEntry => ({ kind: 'intent', at });
const missed = (at: number): CallEntry => ({
  kind: 'attempt',
  at,
  result: { kind: 'not-executed', because: 'ECONNREFUSED' },
});
const unknown = (at: number): CallEntry => ({
  kind: 'attempt',
  at,
  result: { kind: 'unknown', because: 'timeout' },
});
const absent = (at: number): CallEntry => ({ kind: 'read-back', at, result: { kind: 'absent' } });
const unreadable = (at: number): CallEntry => ({
  kind: 'read-back',
  at,
  result: { kind: 'unreadable', because: 'HTTP 503' },
});

const repeat = (
  times: number,
  entries: (nth: number) => readonly CallEntry[],
): readonly CallEntry[] => Array.from({ length: times }, (_, nth) => entries(nth)).flat();

describe('a doubtful call', () => {
  it('is read back before anything else, also when the log recalled it', () => {
    expect(moveAfter([intent(0)], 10, 'a teammate replied')).toEqual({
      kind: 'read-back',
      since: 0,
    });
  });

  it('is read back even when the service was away for longer than a request may take', () => {
    expect(moveAfter([intent(0)], limits.maxAgeMs * 2)).toEqual({ kind: 'read-back', since: 0 });
  });

  it('is read back even when it was the last call allowed', () => {
    const failed = repeat(limits.maxCalls - 1, (nth) => [
      intent(nth),
      unknown(nth),
      absent(nth),
      absent(nth),
    ]);
    expect(moveAfter([...failed, intent(100)], 101)).toMatchObject({ kind: 'read-back' });
  });

  it('is given up when the vendor cannot be read for too long', () => {
    const blind = repeat(limits.maxMisses, (nth) => [unreadable(nth)]);
    expect(moveAfter([intent(0), ...blind], MINUTE)).toMatchObject({ kind: 'give-up' });
  });

  it('is repeated only after nothing was found twice', () => {
    expect(moveAfter([intent(0), unknown(1), absent(2)], 3)).toMatchObject({ kind: 'read-back' });
    expect(moveAfter([intent(0), unknown(1), absent(2), absent(3)], 4)).toEqual({ kind: 'call' });
  });

  it('is looked for from the first doubtful call on, for that one may show up late', () => {
    const twice = [intent(5), unknown(6), absent(7), absent(8), intent(9), unknown(10)];
    expect(moveAfter(twice, 11)).toEqual({ kind: 'read-back', since: 5 });
  });

  it('is looked for from the first call that may have left, not from one that surely did not', () => {
    expect(moveAfter([intent(5), missed(6), intent(9), unknown(10)], 11)).toEqual({
      kind: 'read-back',
      since: 9,
    });
  });
});

describe('a vendor that is away', () => {
  it('does not use up the calls that may leave', () => {
    const away = repeat(limits.maxCalls + 2, (nth) => [intent(nth), missed(nth)]);
    expect(moveAfter(away, MINUTE)).toEqual({ kind: 'call' });
  });

  it('is given up after a bounded number of misses, and after a bounded time', () => {
    const away = repeat(limits.maxMisses, (nth) => [intent(nth), missed(nth)]);
    expect(moveAfter(away, MINUTE)).toMatchObject({ kind: 'give-up' });
    const slowly = repeat(limits.maxAgeMs / MINUTE, (nth) => [missed(nth * MINUTE)]);
    const patient = { ...limits, maxMisses: 1_000 };
    const after = (now: number) =>
      nextMove(progressOf(slowly), { recalled: null, now, limits: patient });
    expect(after(limits.maxAgeMs - 1)).toEqual({ kind: 'call' });
    expect(after(limits.maxAgeMs)).toMatchObject({ kind: 'give-up' });
  });

  it('is asked again for at least ten minutes', () => {
    for (const command of Array.from({ length: 200 }, (_, nth) => `c${nth}`)) {
      const pauses = Array.from({ length: limits.maxMisses - 1 }, (_, nth) =>
        backOffMs(nth, command),
      );
      expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(10 * MINUTE);
    }
  });

  it('is asked again after any time up to a bound that doubles, the same in every replay (S035, S061, S093)', () => {
    const third = Array.from({ length: 1_000 }, (_, nth) => backOffMs(3, `c${nth}`));
    expect(Math.max(...third)).toBeLessThanOrEqual(4_000);
    expect(Math.max(...third)).toBeGreaterThan(3_900);
    expect(Math.min(...third)).toBeLessThan(100);
    expect(backOffMs(3, 'c7')).toBe(third[7]);
    expect(backOffMs(40, 'c7')).toBeLessThanOrEqual(MINUTE);
  });
});

describe('a vendor that refuses for want of budget (S064)', () => {
  const throttled = (at: number): CallEntry => ({
    kind: 'attempt',
    at,
    result: { kind: 'not-executed', because: 'throttled', throttled: true },
  });
  const HOUR = 60 * MINUTE;

  it('burns no attempt and no patience, not even for most of a day', () => {
    const day = repeat(4, (nth) => [intent(nth * 6 * HOUR), throttled(nth * 6 * HOUR)]);
    expect(progressOf(day)).toMatchObject({ misses: 0, left: 0, throttles: 4 });
    expect(moveAfter(day, 24 * HOUR)).toEqual({ kind: 'call' });
  });

  it('is not asked for ever: a bounded number of refusals, and a bounded wait', () => {
    const often = repeat(limits.maxThrottles, (nth) => [throttled(nth)]);
    expect(moveAfter(often, MINUTE)).toMatchObject({ kind: 'give-up' });
    expect(moveAfter([throttled(0)], limits.maxWaitMs)).toMatchObject({ kind: 'give-up' });
  });

  it('keeps a doubt: what may have left is still read back first', () => {
    const unread: CallEntry = {
      kind: 'read-back',
      at: 9,
      result: { kind: 'unreadable', because: 'HTTP 429', throttled: true },
    };
    const many = repeat(limits.maxMisses, () => [unread]);
    expect(moveAfter([intent(5), unknown(6), ...many], 30 * HOUR)).toEqual({
      kind: 'read-back',
      since: 5,
    });
  });
});

describe('a request that is redriven', () => {
  it('reads back first when its first generation was given up in doubt, and from there on', () => {
    const since = (journal: readonly CallEntry[]) =>
      nextMove(progressOf(journal, { lookFrom: 5 }), { recalled: null, now: 100, limits });
    expect(since([])).toEqual({ kind: 'read-back', since: 5 });
    expect(since([absent(90), absent(91)])).toEqual({ kind: 'call' });
    expect(since([absent(90), absent(91), intent(92), unknown(93)])).toEqual({
      kind: 'read-back',
      since: 5,
    });
  });
});
