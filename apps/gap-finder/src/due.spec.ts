import { defaultGapLimits } from './check';
import { nextCheck } from './due';
import type { ChecksOfConnection } from './gap-checks';

const MINUTE = 60_000;
const NOW = 1_790_000_000_000;
const schedule = { everyMs: 5 * MINUTE, limits: defaultGapLimits };

type Last = NonNullable<ChecksOfConnection['last']>;

const last = (fields: Partial<Last> = {}): Last => ({
  because: 'schedule',
  at: NOW,
  since: NOW - 10 * MINUTE,
  until: NOW - MINUTE,
  historyBefore: 0,
  reached: NOW - MINUTE,
  result: 'complete',
  listed: 0,
  compared: 0,
  suspected: 0,
  busy: 0,
  tookMs: 1,
  ...fields,
});

const after = (ms: number, fields: Partial<Last> = {}) =>
  nextCheck({ last: last(fields), requested: null }, NOW + ms, schedule);

describe('the next check of a connection', () => {
  it('that was never looked at is now, and nothing before is a gap', () => {
    expect(nextCheck({ last: null, requested: null }, NOW, schedule)).toEqual({
      because: 'schedule',
      since: NOW,
      historyBefore: NOW,
    });
  });

  it('is due after the interval, and begins a little before the last one ended', () => {
    expect(after(4 * MINUTE)).toBeNull();
    expect(after(5 * MINUTE)).toMatchObject({ because: 'schedule', since: NOW - 3 * MINUTE });
  });

  it('goes back to the last good one after an outage', () => {
    expect(after(180 * MINUTE)).toMatchObject({
      because: 'after-outage',
      since: NOW - 3 * MINUTE,
    });
  });

  it('never goes back further than the bound', () => {
    const week = 7 * 24 * 60 * MINUTE;
    expect(after(week)).toMatchObject({ since: NOW + week - defaultGapLimits.lookBackMs });
  });

  it.each([
    ['was partial', { result: 'partial' }],
    ['was not possible', { result: 'unreadable' }],
    ['found gaps', { suspected: 1 }],
    ['passed over what was under way', { busy: 1 }],
  ] as const)('is soon when the last one %s', (_what, fields) => {
    expect(after(MINUTE, fields)).not.toBeNull();
  });

  it('waits as long as the vendor wants', () => {
    const throttled = { result: 'unreadable', retryAt: NOW + 20 * MINUTE } as const;
    expect(after(19 * MINUTE, throttled)).toBeNull();
    expect(after(20 * MINUTE, throttled)).not.toBeNull();
  });

  it('is now when somebody asks, from when they say', () => {
    const requested = { since: NOW - 60 * MINUTE, requestedBy: 'ann' };
    expect(nextCheck({ last: last(), requested }, NOW + 1, schedule)).toEqual({
      because: 'ann',
      since: NOW - 60 * MINUTE,
      historyBefore: 0,
    });
  });
});
