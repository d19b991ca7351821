import type { Clock } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import type { Problem } from '../draft/problem';
import type { Sealer } from '../secrets/sealer';
import type { SettingsMemory } from './settings-memory';
import { encodeSettings } from './settings-record';
import type { SettingsVersion } from './settings-version';
import { contentOf } from './settings-version';
import type { SettingsContent } from '../draft/workspace-draft';

export interface WriteOptions {
  /** The version that was looked at; 0: none. Another one in force is a conflict. */
  readonly expectedVersion?: number;
  readonly changedBy?: string;
  readonly reason?: string;
  /** Only say what would become of it. */
  readonly dryRun?: boolean;
}

export type PutOutcome =
  /** With `dryRun`, `stored` is what would be. */
  | { readonly kind: 'stored' | 'unchanged'; readonly settings: SettingsVersion }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  /** `current` is the version in force, 0 for none. */
  | { readonly kind: 'conflict'; readonly current: number };

export interface WriterDeps {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly sealer: Sealer;
  readonly memory: SettingsMemory;
  refresh(): Promise<void>;
}

export type Made =
  | { readonly ok: true; readonly content: SettingsContent; readonly rolledBackTo?: number }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The next version of a workspace, made from the one in force. */
export const writeSettings = async (
  deps: WriterDeps,
  workspace: string,
  make: (now: SettingsVersion | null) => Made,
  options: WriteOptions,
): Promise<PutOutcome> => {
  await deps.refresh();
  const now = deps.memory.current(workspace);
  const current = now?.version ?? 0;
  const { expectedVersion = current } = options;
  if (expectedVersion !== current) return { kind: 'conflict', current };
  const made = make(now);
  if (!made.ok) return { kind: 'refused', problems: made.problems };
  const settings = versionOf(deps, { workspace, version: current + 1 }, made, options);
  if (now !== null && contentOf(now) === contentOf(settings))
    return { kind: 'unchanged', settings: now };
  return store(deps, settings, options);
};

const store = async (
  { log, sealer, memory, refresh }: WriterDeps,
  settings: SettingsVersion,
  { expectedVersion, dryRun = false }: WriteOptions,
): Promise<PutOutcome> => {
  if (dryRun) return { kind: 'stored', settings };
  const { workspace, version } = settings;
  await log.publish([encodeSettings(settings, sealer)]);
  await refresh();
  const stored = memory.at(workspace, version);
  if (stored !== null && contentOf(stored) === contentOf(settings))
    return { kind: 'stored', settings: stored };
  if (expectedVersion !== undefined)
    return { kind: 'conflict', current: memory.current(workspace)?.version ?? 0 };
  throw new InfraError(
    'SETTINGS.CONFLICT',
    `Version ${version} of workspace ${workspace} was written by someone else at the same time. Look at it and save again.`,
    true,
  );
};

const versionOf = (
  { clock }: WriterDeps,
  name: { readonly workspace: string; readonly version: number },
  made: Extract<Made, { ok: true }>,
  { changedBy = 'unknown', reason = '' }: WriteOptions,
): SettingsVersion => ({
  ...made.content,
  ...name,
  rules: { ...made.content.rules, version: name.version },
  change: {
    at: clock.now(),
    changedBy,
    reason,
    ...(made.rolledBackTo === undefined ? {} : { rolledBackTo: made.rolledBackTo }),
  },
});
