import { describe, expect, it } from '@jest/globals';
import type { SourceHistory } from '@deskstream/platform-knowledge';
import type { SourceConfig } from '@deskstream/port-knowledge-source';
import { dueBecause } from './due';
import { settingsMark } from './settings-mark';

const MINUTE = 60_000;
const NOW = 1_790_000_000_000;
const source = {
  id: 'help',
  kind: 'folder',
  select: [],
  location: 'articles',
  enabled: true,
  everyMinutes: 60,
} as const;
const config: SourceConfig = { workspace: 'acme', source, connection: null };
const never: SourceHistory = {
  last: null,
  lastComplete: null,
  requested: null,
  running: null,
  failures: 0,
};
const last: NonNullable<SourceHistory['last']> = {
  runId: `${settingsMark(config)}-1`,
  because: 'schedule',
  result: 'complete',
  checks: [],
  counts: {
    listed: 0,
    added: 0,
    changed: 0,
    removed: 0,
    unchanged: 0,
    failed: 0,
    requests: 0,
  },
  errors: [],
  startedAt: NOW,
  tookMs: 0,
  at: NOW,
};
const after = (minutes: number, history: Partial<SourceHistory> = {}, of = config) =>
  dueBecause(of, { ...never, last, ...history }, NOW + minutes * MINUTE);

describe('a sync', () => {
  it('is due when there was none, and not while the source is off', () => {
    expect(dueBecause(config, never, NOW)).toBe('schedule');
    const off = { ...config, source: { ...source, enabled: false } };
    expect(dueBecause(off, never, NOW)).toBeNull();
    expect(after(0, { requested: { requestedBy: 'ann', at: NOW } }, off)).toBe('ann');
  });

  it('is due after the interval and a little, the same little for everybody who asks', () => {
    expect(after(59)).toBeNull();
    expect(after(66)).toBe('schedule');
  });

  it('is due at once when somebody asks (S087), when one was cut off, and when the source is another', () => {
    expect(after(1, { requested: { requestedBy: 'ann', at: NOW } })).toBe('ann');
    expect(after(1, { running: { runId: 'r', because: 'schedule', at: NOW } })).toBe('interrupted');
    const moved = { ...config, source: { ...source, location: 'elsewhere' } };
    expect(after(1, {}, moved)).toBe('settings');
    expect(after(1, {}, { ...config, source: { ...source, everyMinutes: 10 } })).toBeNull();
  });

  it('is soon again after one that did not come to its end, later and later, never before the vendor wants', () => {
    const away = { ...last, result: 'unavailable' as const };
    expect(after(3, { last: away, failures: 1 })).toBe('schedule');
    expect(after(3, { last: away, failures: 3 })).toBeNull();
    const held = { ...away, retryAt: NOW + 30 * MINUTE };
    expect(after(29, { last: held, failures: 1 })).toBeNull();
    expect(after(30, { last: held, failures: 1 })).toBe('schedule');
  });
});
