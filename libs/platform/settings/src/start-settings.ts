import { TOPICS } from '@deskstream/contracts';
import type { Clock, Logger, RunningService } from '@deskstream/kernel';
import { InfraError, messageOf } from '@deskstream/kernel';
import type { EventLog, LogRecord, Offset } from '@deskstream/port-event-log';
import type { Settings, WorkspaceSettings } from '@deskstream/port-settings';
import type { Sealer } from './sealer';
import { decodeSettings, encodeSettings } from './settings-record';
import { SettingsMemory } from './settings-memory';
import type { Problem, WorkspaceDraft } from './workspace-draft';
import { connectionsOf, problemsOf, rulesOf } from './workspace-draft';

export interface SettingsDeps {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly logger: Logger;
  /** How often the topic is looked at. Default 1 000. */
  readonly pollMs?: number;
}

export type PutOutcome =
  | { readonly kind: 'stored' | 'unchanged'; readonly settings: WorkspaceSettings }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

export interface RunningSettings extends RunningService, Settings {
  /** One version of the past; `null` when there is none. */
  at(workspace: string, version: number): WorkspaceSettings | null;
  /**
   * Replaces a workspace's settings. Durable and visible here when it resolves. Rejects with
   * `SETTINGS.CONFLICT` (transient) when another process wrote the same version first.
   */
  put(draft: unknown): Promise<PutOutcome>;
  /** Reads what was written since the last look. */
  refresh(): Promise<void>;
}

/**
 * Resolves when everything written so far is known. Rejects with the log's own error (transient while
 * it is away; whoever mounts services tries again) or `SETTINGS.SEAL_BROKEN`.
 */
export const startSettings = async (deps: SettingsDeps): Promise<RunningSettings> => {
  const { clock, logger, pollMs = 1_000 } = deps;
  const memory = new SettingsMemory();
  const stopping = new AbortController();
  const next = new Map<number, Offset>();
  const refresh = () => catchUp(deps, memory, next);
  await refresh();

  const follow = async () => {
    for (;;) {
      await clock.sleep(pollMs, stopping.signal);
      await refresh().catch((error: unknown) => {
        warn(logger, error);
      });
    }
  };
  const following = follow().catch(() => undefined);

  return {
    name: 'settings',
    ready: () => ({ ok: true }),
    current: (workspace) => memory.current(workspace),
    connection: (workspace, vendor) => memory.connection(workspace, vendor),
    all: () => memory.all(),
    at: (workspace, version) => memory.at(workspace, version),
    put: (draft) => put(deps, memory, refresh, draft),
    refresh,
    stop: async () => {
      stopping.abort(new Error('settings stopped'));
      await following;
    },
  };
};

const put = async (
  deps: SettingsDeps,
  memory: SettingsMemory,
  refresh: () => Promise<void>,
  draft: unknown,
): Promise<PutOutcome> => {
  const problems = problemsOf(draft);
  if (problems.length > 0) return { kind: 'refused', problems };
  const wanted = draft as WorkspaceDraft;
  await refresh();
  const now = memory.current(wanted.workspace);
  const version = (now?.version ?? 0) + 1;
  const settings = settingsOf(wanted, version);
  if (now !== null && same(now, settings)) return { kind: 'unchanged', settings: now };
  await deps.log.publish([encodeSettings(settings, deps.sealer, deps.clock.now())]);
  await refresh();
  const stored = memory.at(wanted.workspace, version);
  if (stored === null || !same(stored, settings)) throw conflict(wanted.workspace, version);
  return { kind: 'stored', settings: stored };
};

const settingsOf = (draft: WorkspaceDraft, version: number): WorkspaceSettings => ({
  workspace: draft.workspace,
  version,
  rules: rulesOf(draft, version),
  connections: connectionsOf(draft),
});

const same = (a: WorkspaceSettings, b: WorkspaceSettings): boolean => contentOf(a) === contentOf(b);

/** Without versions, and whatever the order of its fields. */
const contentOf = ({ rules, connections }: WorkspaceSettings): string =>
  JSON.stringify([{ ...rules, version: 0 }, connections], (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

const catchUp = async (
  { log, sealer, logger }: SettingsDeps,
  memory: SettingsMemory,
  next: Map<number, Offset>,
): Promise<void> => {
  for (const { partition, start, end } of await log.ends(TOPICS.settings)) {
    const from = Math.max(next.get(partition) ?? 0, start);
    if (from >= end) continue;
    for await (const record of log.readTopic({ topic: TOPICS.settings, partition, from, to: end }))
      apply(memory, record, { sealer, logger });
    next.set(partition, end);
  }
};

const apply = (
  memory: SettingsMemory,
  record: LogRecord,
  { sealer, logger }: Pick<SettingsDeps, 'sealer' | 'logger'>,
): void => {
  const decoded = decodeSettings(record, sealer);
  if (decoded.ok) memory.remember(decoded.value);
  else
    logger.error(
      {
        topic: record.topic,
        partition: record.partition,
        offset: record.offset,
        because: decoded.because,
      },
      'settings passed over: the record cannot be read',
    );
};

const warn = (logger: Logger, error: unknown): void => {
  logger.warn({ error: messageOf(error) }, 'the settings topic cannot be read; trying again');
};

const conflict = (workspace: string, version: number): InfraError =>
  new InfraError(
    'SETTINGS.CONFLICT',
    `Version ${version} of workspace ${workspace} was written by someone else at the same time. Look at it and save again.`,
    true,
  );
