import type { SourceView } from '@deskstream/conversation-why';
import { noLogger } from '@deskstream/kernel';
import { openKnowledgeLog, statusOf } from '@deskstream/platform-knowledge';
import type { SourceStatus } from '@deskstream/platform-knowledge';
import type { EventLog } from '@deskstream/port-event-log';
import type { WorkspaceSettings } from '@deskstream/port-settings';

/** How the sources of articles of a workspace are doing (S083–S087). */
export const readSources = async (
  log: EventLog,
  settings: WorkspaceSettings | null,
): Promise<readonly SourceView[] | null> => {
  const sources = settings?.knowledge ?? [];
  if (settings === null || sources.length === 0) return settings === null ? null : [];
  const history = openKnowledgeLog(log, noLogger);
  await history.refresh();
  const { workspace } = settings;
  return sources.map((source) =>
    viewOf(statusOf(source, history.of({ workspace, source: source.id }))),
  );
};

const viewOf = ({ id, select, code, fix, lastCompleteAt, last }: SourceStatus): SourceView => ({
  name: id,
  selected: select.length,
  lastSyncAt: lastCompleteAt,
  ...(fix === null ? {} : { fix }),
  ...(last === null ? NEVER_SYNCED : syncedOf(last, code)),
});

const NEVER_SYNCED = { articles: 0, checks: [], problem: null, failed: 0 };

const syncedOf = (
  { checks, counts }: NonNullable<SourceStatus['last']>,
  code: string | null,
): Pick<SourceView, 'articles' | 'checks' | 'problem' | 'failed'> => ({
  articles: counts.listed,
  checks,
  problem: checks.some(({ result }) => result === 'failed') ? null : code,
  failed: counts.failed,
});
