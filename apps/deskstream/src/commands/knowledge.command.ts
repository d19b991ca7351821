import { configsOf, syncNow } from '@deskstream/app-knowledge-sync';
import { openArticles } from '@deskstream/composition';
import type { OpenSources } from '@deskstream/composition';
import type { KnowledgeSyncFinished } from '@deskstream/contracts';
import type { Clock } from '@deskstream/kernel';
import { noLogger, noTelemetry } from '@deskstream/kernel';
import { openKnowledgeLog, statusOf } from '@deskstream/platform-knowledge';
import { maskedSettings } from '@deskstream/platform-settings';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { workspaceOf } from './workspace-of';

interface SyncAsked {
  readonly workspace: string;
  /** All of them without it. */
  readonly source?: string;
  readonly by: string;
  readonly acceptRemovals?: boolean;
}

interface With {
  readonly clock: Clock;
  readonly sources: OpenSources;
}

/** Each source of a workspace with its state and its last sync (S083, S084). */
export const knowledgeStatus = async (
  installation: Installation,
  output: Output,
  workspace: string,
): Promise<void> => {
  const { knowledge = [] } = workspaceOf(installation.settings, workspace);
  const history = openKnowledgeLog(installation.log, noLogger);
  await history.refresh();
  const all = knowledge.map((source) =>
    statusOf(source, history.of({ workspace, source: source.id })),
  );
  output.value(all);
  output.table(
    all.map(({ id, kind, state, code, lastCompleteAt, last }) => ({
      source: id,
      kind,
      state,
      code: code ?? '',
      'last complete': lastCompleteAt === null ? 'never' : new Date(lastCompleteAt).toISOString(),
      articles: last?.counts.listed ?? 0,
      failed: last?.counts.failed ?? 0,
    })),
  );
  for (const { id, code, fix, last } of all) {
    if (fix !== null) output.line(`${id}: ${code ?? ''} ${fix}`);
    for (const { articleId, because } of last?.errors ?? [])
      output.line(`  ${articleId}: ${because}`);
  }
};

/** Syncs one source, or all of them, in this process (S087). */
export const knowledgeSync = async (
  installation: Installation,
  output: Output,
  { workspace, source, ...asked }: SyncAsked,
  { clock, sources }: With,
): Promise<void> => {
  const configs = configsOf(workspaceOf(installation.settings, workspace)).filter(
    (config) => source === undefined || config.source.id === source,
  );
  if (configs.length === 0)
    throw new CommandError(`Workspace ${workspace} has no such source.`, EXIT.notFound);
  const articles = await openArticles(installation);
  const platform = { clock, logger: noLogger, telemetry: noTelemetry };
  let incomplete = 0;
  for (const config of configs) {
    const deps = { ...installation, ...platform, articles, sources: sources.all };
    const finished = await syncNow(deps, config, asked);
    tell(output, config.source.id, finished);
    incomplete += finished?.result === 'complete' ? 0 : 1;
  }
  if (incomplete > 0)
    throw new CommandError(`${incomplete} of the sources were not synced.`, EXIT.unhealthy);
};

/** Adds a folder as a source, or changes where it lies. */
export const knowledgeAddFolder = async (
  installation: Installation,
  output: Output,
  { workspace, folder, id, by }: { workspace: string; folder: string; id: string; by: string },
): Promise<void> => {
  const { settings } = installation;
  const current = workspaceOf(installation.settings, workspace);
  const others = (current.knowledge ?? []).filter((source) => source.id !== id);
  const before = current.knowledge?.find((source) => source.id === id)?.location;
  const added = { id, kind: 'folder' as const, location: folder };
  const outcome = await settings.put(
    { ...maskedSettings(current), knowledge: [...others, added] },
    { changedBy: by, reason: `articles of folder ${folder}` },
  );
  if (outcome.kind === 'refused')
    throw new CommandError(outcome.problems.map(({ field }) => field).join(', '), EXIT.failed);
  output.value(outcome);
  const instead = before === undefined || before === folder ? '' : ` instead of ${before}`;
  output.line(`${id}: ${folder}${instead}, synced within the next seconds by the running service`);
};

const tell = (output: Output, source: string, finished: KnowledgeSyncFinished | null): void => {
  output.value({ source, ...(finished ?? { result: 'busy' }) });
  if (finished === null) return output.line(`${source}: another process is syncing it`);
  const { result, detail = '', counts, tookMs } = finished;
  output.line(`${source}: ${result} ${detail}`);
  const fix = finished.checks.find((check) => check.result === 'failed')?.fix;
  if (fix !== undefined) output.line(`  ${fix}`);
  output.line(
    `  ${counts.listed} articles: ${counts.added} added, ${counts.changed} changed, ${counts.removed} removed, ${counts.failed} failed; ${counts.requests} calls, ${tookMs} ms`,
  );
};
