import type { EpochMs, RunningService } from '@deskstream/kernel';
import { messageOf, repeat } from '@deskstream/kernel';
import { openKnowledgeLog } from '@deskstream/platform-knowledge';
import type { EventLog } from '@deskstream/port-event-log';
import type { SourceConfig } from '@deskstream/port-knowledge-source';
import type { Settings } from '@deskstream/port-settings';
import { configsOf } from './configs';
import { dueBecause } from './due';
import { retireRemoved } from './retire-removed';
import type { SyncDeps } from './sync';
import { syncSource } from './sync-source';

export type KnowledgeSyncDeps = Omit<SyncDeps, 'history'> & {
  readonly log: Pick<EventLog, 'publish' | 'ends' | 'readTopic'>;
  readonly settings: Settings;
  /** How often it looks what is due or asked for. Default 2 000. */
  readonly lookEveryMs?: number;
  /** Sources that one process syncs at a time. Default 2. */
  readonly atATime?: number;
};

/**
 * Keeps every source of every workspace current: on schedule, and soon when somebody asks. What is due is
 * in the log and in the stores, so any number of replicas may run.
 */
export const startKnowledgeSync = (deps: KnowledgeSyncDeps): RunningService => {
  const { clock, logger, lookEveryMs = 2_000 } = deps;
  const stopping = new AbortController();
  const syncer: Syncer = {
    deps: { ...deps, history: openKnowledgeLog(deps.log, logger) },
    settings: deps.settings,
    atATime: deps.atATime ?? 2,
    running: new Map(),
    heldUntil: new Map(),
    signal: stopping.signal,
    removed: retireRemoved(),
  };
  let trouble: string | null = 'the syncs of before are not read yet';
  const look = async (): Promise<void> => {
    await syncer.deps.history.refresh();
    await syncer.removed(syncer.deps, deps.settings);
    trouble = null;
    beginDue(syncer);
  };
  const lookOn = async (): Promise<number> => {
    await look().catch((error: unknown) => {
      trouble = 'the log or the stores cannot be reached';
      logger.warn({ error: messageOf(error) }, 'sources of articles are looked at later');
    });
    return lookEveryMs;
  };
  const looking = repeat(clock, lookOn, stopping);
  return {
    name: 'knowledge-sync',
    ready: () => (trouble === null ? { ok: true } : { ok: false, because: trouble }),
    stop: async () => {
      await looking.stop();
      await Promise.all(syncer.running.values());
    },
  };
};

interface Syncer {
  readonly deps: SyncDeps;
  readonly settings: Settings;
  readonly atATime: number;
  readonly running: Map<string, Promise<void>>;
  /** Another process is at it, or it broke off: left in peace for a while. */
  readonly heldUntil: Map<string, EpochMs>;
  readonly signal: AbortSignal;
  readonly removed: ReturnType<typeof retireRemoved>;
}

const HOLD_MS = 15_000;

const beginDue = (syncer: Syncer): void => {
  const { deps, settings, atATime, running, heldUntil, signal } = syncer;
  const now = deps.clock.now();
  for (const config of settings.all().flatMap(configsOf)) {
    const name = { workspace: config.workspace, source: config.source.id };
    const key = `${name.workspace}/${name.source}`;
    const isFree = !running.has(key) && now >= (heldUntil.get(key) ?? 0);
    if (signal.aborted || running.size >= atATime || !isFree) continue;
    const because = dueBecause(config, deps.history.of(name), now);
    if (because !== null) running.set(key, syncOne(syncer, key, config, because));
  }
};

const syncOne = async (
  { deps, running, heldUntil, signal }: Syncer,
  key: string,
  config: SourceConfig,
  because: string,
): Promise<void> => {
  const hold = (): void => {
    heldUntil.set(key, deps.clock.now() + HOLD_MS);
  };
  try {
    const { requested, running: broken } = deps.history.of({
      workspace: config.workspace,
      source: config.source.id,
    });
    const { acceptRemovals = false, reason } = requested ?? broken ?? {};
    const finished = await syncSource(deps, { config, because, reason, acceptRemovals, signal });
    if (finished === null) hold();
    else heldUntil.delete(key);
  } catch (error) {
    hold();
    if (!signal.aborted)
      deps.logger.warn({ source: key, error: messageOf(error) }, 'a sync goes on later');
  } finally {
    running.delete(key);
  }
};
