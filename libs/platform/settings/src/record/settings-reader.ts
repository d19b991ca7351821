import { TOPICS } from '@deskstream/contracts';
import type { Logger } from '@deskstream/kernel';
import { hasCode } from '@deskstream/kernel';
import type { EventLog, LogRecord, Offset } from '@deskstream/port-event-log';
import type { Sealer } from '../secrets/sealer';
import type { SettingsMemory } from './settings-memory';
import { decodeSettings, nameOf } from './settings-record';

export interface ReaderDeps {
  readonly log: EventLog;
  readonly sealer: Sealer;
  readonly logger: Logger;
}

/**
 * Reads into `memory` what was written since the last call. Rejects with `SETTINGS.SEAL_BROKEN` when
 * a version is there only under a key that this process does not have; one that was sealed again
 * further on is no matter.
 */
export const createSettingsReader = (
  deps: ReaderDeps,
  memory: SettingsMemory,
): (() => Promise<void>) => {
  const next = new Map<number, Offset>();
  return async () => {
    const sealed = new Map<string, Sealed>();
    for (const { partition, start, end } of await deps.log.ends(TOPICS.settings)) {
      const from = Math.max(next.get(partition) ?? 0, start);
      if (from >= end) continue;
      const range = { topic: TOPICS.settings, partition, from, to: end };
      for await (const record of deps.log.readTopic(range)) apply(deps, memory, record, sealed);
      refuse(memory, sealed);
      next.set(partition, end);
    }
  };
};

interface Sealed {
  readonly workspace: string;
  readonly version: number;
  readonly error: unknown;
}

const apply = (
  { sealer, logger }: ReaderDeps,
  memory: SettingsMemory,
  record: LogRecord,
  sealed: Map<string, Sealed>,
): void => {
  if (record.value === null) return;
  const { topic, partition, offset } = record;
  try {
    const decoded = decodeSettings(record, sealer);
    if (decoded.ok) return memory.remember(decoded.value);
    logger.error(
      { topic, partition, offset, because: decoded.because },
      'settings passed over: the record cannot be read',
    );
  } catch (error) {
    const name = nameOf(record);
    if (name === null || !hasCode(error, 'SETTINGS.SEAL_BROKEN')) throw error;
    sealed.set(record.key, { ...name, error });
  }
};

const refuse = (memory: SettingsMemory, sealed: ReadonlyMap<string, Sealed>): void => {
  for (const { workspace, version, error } of sealed.values())
    if (memory.at(workspace, version) === null) throw error;
};
