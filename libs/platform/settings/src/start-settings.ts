import type { Clock, Logger, RunningService } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import type { Settings, SettingsCopy } from '@deskstream/port-settings';
import type { SecretsChange } from './draft/connection-secrets';
import { changedSecrets } from './draft/connection-secrets';
import { rolledBack } from './roll-back';
import type { Sealer } from './secrets/sealer';
import { SettingsMemory } from './record/settings-memory';
import { createSettingsSource } from './record/settings-source';
import type { SettingsVersion } from './record/settings-version';
import type { Made, PutOutcome, WriteOptions } from './record/settings-writer';
import { writeSettings } from './record/settings-writer';
import { addressProblem } from './draft/private-address';
import type { Problem } from './draft/problem';
import { prepareDraft } from './draft/workspace-draft';

export interface SettingsDeps {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly logger: Logger;
  /** Kept current, and started from while the log is away. Without it the start waits for the log. */
  readonly copy?: SettingsCopy | undefined;
  /** Hosts of vendors that may be private; any may without it. */
  readonly privateHosts?: readonly string[] | undefined;
  /** How often the topic is looked at. Default 1 000. */
  readonly pollMs?: number;
}

/** Names one connection. */
export interface ConnectionName {
  readonly workspace: string;
  readonly vendor: string;
}

export interface RunningSettings extends RunningService, Settings {
  current(workspace: string): SettingsVersion | null;
  all(): readonly SettingsVersion[];
  /** One version of the past; `null` when there is none. */
  at(workspace: string, version: number): SettingsVersion | null;
  /** Every version, the oldest first; empty when there is no such workspace. */
  history(workspace: string): readonly SettingsVersion[];
  /**
   * Replaces a workspace's settings; rules left out get their defaults, secrets left out (or given as
   * their masks) stay. Durable and visible here when it resolves. Without `expectedVersion` it rejects
   * with `SETTINGS.CONFLICT` (transient) when another process wrote the same version first.
   */
  put(draft: unknown, options?: WriteOptions): Promise<PutOutcome>;
  /** Brings back an older version as a new one, with the secrets in use now. */
  rollBack(workspace: string, version: number, options?: WriteOptions): Promise<PutOutcome>;
  changeSecrets(
    connection: ConnectionName,
    change: SecretsChange,
    options?: WriteOptions,
  ): Promise<PutOutcome>;
  /** Why an address that somebody typed must not be called; `null`: it may be. */
  addressProblem(address: string, field: string): Problem | null;
  /** Reads what was written since the last look. */
  refresh(): Promise<void>;
}

/**
 * Resolves when everything written so far is known, or everything in the copy while the log is away.
 * Rejects with a transient error when neither can be read (whoever mounts services tries again), or with
 * `SETTINGS.SEAL_BROKEN`.
 */
export const startSettings = async (deps: SettingsDeps): Promise<RunningSettings> => {
  const { clock, logger, pollMs = 1_000, privateHosts = null } = deps;
  const memory = new SettingsMemory();
  const stopping = new AbortController();
  const { begin, refresh } = createSettingsSource(deps, memory);
  let lastRead = (await begin()) === 'log' ? clock.now() : null;
  let silent = lastRead === null;

  const look = async (): Promise<void> => {
    try {
      await refresh();
      if (silent) logger.info({}, 'settings are read from the log again');
      lastRead = clock.now();
      silent = false;
    } catch (error) {
      if (!silent) warn(logger, error);
      silent = true;
    }
  };
  const follow = async () => {
    for (;;) {
      await clock.sleep(pollMs, stopping.signal);
      await look();
    }
  };
  const following = follow().catch(() => undefined);
  const write = (
    workspace: string,
    make: (now: SettingsVersion | null) => Made,
    options: WriteOptions = {},
  ) => writeSettings({ ...deps, memory, refresh }, workspace, make, options);

  return {
    name: 'settings',
    ready: () => (lastRead === null ? { ok: true, note: OF_THE_COPY } : { ok: true }),
    current: (workspace) => memory.current(workspace),
    connection: (workspace, vendor) => memory.connection(workspace, vendor),
    all: () => memory.all(),
    upToDate: () => lastRead !== null && clock.now() - lastRead <= LOOKS_MISSED * pollMs,
    at: (workspace, version) => memory.at(workspace, version),
    history: (workspace) => memory.history(workspace),
    put: (draft, options) =>
      write(workspaceOf(draft), (now) => prepareDraft(draft, now, privateHosts), options),
    addressProblem: (address, field) => addressProblem(address, field, privateHosts),
    rollBack: (workspace, version, options) =>
      write(workspace, (now) => rolledBack(memory.at(workspace, version), now, version), options),
    changeSecrets: ({ workspace, vendor }, change, options) =>
      write(workspace, (now) => withSecrets(now, vendor, change), options),
    refresh,
    stop: async () => {
      stopping.abort(new Error('settings stopped'));
      await following;
    },
  };
};

const OF_THE_COPY = 'settings are those of their copy in PostgreSQL: the log was not read yet';

/** So many looks at the topic may be late before what is not known counts as not known for sure. */
const LOOKS_MISSED = 5;

const workspaceOf = (draft: unknown): string =>
  typeof draft === 'object' && draft !== null && 'workspace' in draft
    ? String(draft.workspace)
    : '';

const withSecrets = (now: SettingsVersion | null, vendor: string, change: SecretsChange): Made => {
  const inUse = now?.connections.find((connection) => connection.vendor === vendor);
  if (now === null || inUse === undefined)
    return {
      ok: false,
      problems: [{ field: 'vendor', expected: 'a vendor that is connected', found: vendor }],
    };
  const changed = changedSecrets(change, inUse);
  if (!changed.ok) return changed;
  const connections = now.connections.map((each) =>
    each === inUse ? { ...each, ...changed.secrets } : each,
  );
  return { ok: true, content: { ...now, connections } };
};

const warn = (logger: Logger, error: unknown): void => {
  logger.warn({ error: messageOf(error) }, 'the settings topic cannot be read; trying again');
};
