import { TOPICS } from '@deskstream/contracts';
import { eachRecord } from '@deskstream/port-event-log';
import type { Draft, EventLog } from '@deskstream/port-event-log';
import type { Sealer } from './secrets/sealer';
import type { RunningSettings } from './start-settings';
import { encodeSettings } from './record/settings-record';

/**
 * Every version again, sealed by `sealer`, and tombstones for the records before. Readers that hold
 * the new key alone start from then on; those that hold both never notice. Doing it again is harmless.
 */
export const resealSettings = async (
  log: EventLog,
  settings: Pick<RunningSettings, 'all' | 'history' | 'refresh'>,
  sealer: Sealer,
): Promise<{ readonly versions: number; readonly removed: number }> => {
  await settings.refresh();
  const drafts = settings
    .all()
    .flatMap(({ workspace }) => settings.history(workspace))
    .map((version) => encodeSettings(version, sealer));
  const kept = new Set(drafts.map(({ key }) => key));
  const before = (await keysOf(log)).filter((key) => !kept.has(key));
  const tombstones: Draft[] = before.map((key) => ({
    topic: TOPICS.settings,
    key,
    headers: {},
    value: null,
  }));
  // The copies are durable before anything is given up.
  await log.publish(drafts);
  if (tombstones.length > 0) await log.publish(tombstones);
  return { versions: drafts.length, removed: tombstones.length };
};

const keysOf = async (log: EventLog): Promise<readonly string[]> => {
  const keys = new Set<string>();
  for await (const { key, value } of eachRecord(log, TOPICS.settings))
    if (value === null) keys.delete(key);
    else keys.add(key);
  return [...keys];
};
