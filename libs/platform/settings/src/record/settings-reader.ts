import { TOPICS } from '@deskstream/contracts';
import type { Logger } from '@deskstream/kernel';
import { hasCode } from '@deskstream/kernel';
import type { EventLog, LogRecord, Offset } from '@deskstream/port-event-log';
import type { CopiedRange } from '@deskstream/port-settings';
import type { Sealer } from '../secrets/sealer';
import { SettingsMemory } from './settings-memory';
import { decodeSettings, nameOf } from './settings-record';

export interface ReaderDeps {
  readonly log: EventLog;
  readonly sealer: Sealer;
  readonly logger: Logger;
}

export interface SettingsReader {
  /**
   * Reads into `memory` what was written since the last call, and returns it. Rejects with
   * `SETTINGS.SEAL_BROKEN` when a version is there only under a key that this process does not have; one
   * that was sealed again further on is no matter.
   */
  read(): Promise<readonly CopiedRange[]>;
  /** Takes records of a copy for as long as the log was not read; then what the log says counts alone. */
  restore(records: readonly LogRecord[]): void;
}

export const createSettingsReader = (deps: ReaderDeps, memory: SettingsMemory): SettingsReader => {
  let next = new Map<number, Offset>();
  let restored = false;
  return {
    read: async () => {
      const into = restored ? new SettingsMemory() : memory;
      const from = restored ? new Map<number, Offset>() : next;
      const ranges = await readSince(deps, into, from);
      if (restored) memory.become(into);
      if (restored) next = from;
      restored = false;
      return ranges;
    },
    restore: (records) => {
      const sealed = new Map<string, Sealed>();
      for (const record of records) apply(deps, memory, record, sealed);
      refuse(memory, sealed);
      restored = true;
    },
  };
};

/** Moves `next` on. */
const readSince = async (
  deps: ReaderDeps,
  memory: SettingsMemory,
  next: Map<number, Offset>,
): Promise<readonly CopiedRange[]> => {
  const sealed = new Map<string, Sealed>();
  const ranges: CopiedRange[] = [];
  for (const { partition, start, end } of await deps.log.ends(TOPICS.settings)) {
    const known = next.get(partition) ?? 0;
    const from = Math.max(known, start);
    if (from >= end) continue;
    const range = { topic: TOPICS.settings, partition, from, to: end };
    const live = new Map<string, LogRecord | null>();
    for await (const record of deps.log.readTopic(range)) {
      apply(deps, memory, record, sealed);
      live.set(record.key, record.value === null ? null : record);
    }
    refuse(memory, sealed);
    next.set(partition, end);
    ranges.push({ partition, from: known, to: end, ...sorted(live) });
  }
  return ranges;
};

/** The last word on each key. */
const sorted = (
  live: ReadonlyMap<string, LogRecord | null>,
): Pick<CopiedRange, 'records' | 'removed'> => ({
  records: [...live.values()].filter((record) => record !== null),
  removed: [...live].filter(([, record]) => record === null).map(([key]) => key),
});

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
