import type { EpochMs } from '@deskstream/kernel';
import type { KnowledgeSourceSettings } from '@deskstream/port-settings';
import type { SourceHistory } from './knowledge-log';

/** What stands in the way, if anything does (S083). */
export type SourceState =
  'off' | 'never-synced' | 'syncing' | 'good' | 'partly-failed' | 'refused' | 'unavailable';

/** One source as it is shown: its settings, the four lights of S084–S087, and the last sync. */
export interface SourceStatus {
  readonly id: string;
  readonly kind: KnowledgeSourceSettings['kind'];
  readonly select: readonly string[];
  readonly location: string | null;
  readonly enabled: boolean;
  readonly everyMinutes: number;
  readonly state: SourceState;
  /** Of the first check that failed, or `SOURCE.NEVER_SYNCED`; `null`: nothing is wrong. */
  readonly code: string | null;
  /** What a person can do about it. */
  readonly fix: string | null;
  readonly lastCompleteAt: EpochMs | null;
  readonly last: SourceHistory['last'];
  readonly requested: SourceHistory['requested'];
  readonly running: SourceHistory['running'];
}

export const statusOf = (source: KnowledgeSourceSettings, history: SourceHistory): SourceStatus => {
  const { id, kind, select, location = null, enabled, everyMinutes } = source;
  const { last, lastComplete, requested, running } = history;
  return {
    id,
    kind,
    select,
    location,
    enabled,
    everyMinutes,
    state: stateOf(source, history),
    ...troubleOf(source, history),
    lastCompleteAt: lastComplete?.at ?? null,
    last,
    requested,
    running,
  };
};

const stateOf = ({ enabled }: KnowledgeSourceSettings, history: SourceHistory): SourceState => {
  const { last, running } = history;
  if (running !== null) return 'syncing';
  if (!enabled) return 'off';
  if (last === null) return 'never-synced';
  if (last.result !== 'complete') return last.result;
  return last.counts.failed > 0 ? 'partly-failed' : 'good';
};

const troubleOf = (
  { enabled }: KnowledgeSourceSettings,
  { last }: SourceHistory,
): Pick<SourceStatus, 'code' | 'fix'> => {
  if (last === null)
    return {
      code: 'SOURCE.NEVER_SYNCED',
      fix: enabled ? SYNC_NOW : 'Switch it on, then sync now.',
    };
  const failed = last.checks.find(({ result }) => result === 'failed');
  if (failed !== undefined) return { code: failed.code ?? null, fix: failed.fix ?? null };
  if (last.result === 'unavailable')
    return { code: 'SOURCE.UNAVAILABLE', fix: 'It is tried again by itself; the source is away.' };
  return last.counts.failed > 0
    ? { code: 'SOURCE.ARTICLES_FAILED', fix: 'Look at the errors by article, then sync now.' }
    : { code: null, fix: null };
};

const SYNC_NOW = 'Sync now; without a knowledge-sync service nothing is synced.';
