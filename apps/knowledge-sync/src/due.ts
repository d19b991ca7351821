import type { EpochMs } from '@deskstream/kernel';
import { spreadOf } from '@deskstream/kernel';
import type { SourceHistory } from '@deskstream/platform-knowledge';
import type { SourceConfig } from '@deskstream/port-knowledge-source';
import { settingsMark } from './settings-mark';

const MINUTE = 60_000;
/** Sources that were added together do not stay together. */
const JITTER = 0.1;

/** Why a source is to be synced now; `null`: it is not. */
export const dueBecause = (
  config: SourceConfig,
  history: SourceHistory,
  now: EpochMs,
): string | null => {
  const { requested, running, last } = history;
  if (requested !== null) return requested.requestedBy;
  if (running !== null) return 'interrupted';
  if (!config.source.enabled) return null;
  if (last === null) return 'schedule';
  if (!last.runId.startsWith(`${settingsMark(config)}-`)) return 'settings';
  return now >= nextAt(config, last, history.failures) ? 'schedule' : null;
};

const nextAt = (
  { workspace, source }: SourceConfig,
  last: NonNullable<SourceHistory['last']>,
  failures: number,
): EpochMs => {
  const every = source.everyMinutes * MINUTE;
  const wait = last.result === 'complete' ? every : Math.min(every, MINUTE * 2 ** failures);
  const spread = spreadOf(`${workspace}/${source.id}/${last.runId}`);
  return Math.max(last.retryAt ?? 0, last.at + wait * (1 + JITTER * spread));
};
