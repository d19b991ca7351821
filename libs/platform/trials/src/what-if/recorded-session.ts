import type { StreamHead } from '@deskstream/contracts';
import {
  applyRecord,
  currentVersion,
  emptyHead,
  eventIdOf,
  stateHash,
} from '@deskstream/contracts';
import type { Identity, RecordedEntry, RecordedSession } from '@deskstream/conversation-what-if';
import { InfraError } from '@deskstream/kernel';
import type { LogRecord } from '@deskstream/port-event-log';
import type { StreamIndex } from '@deskstream/port-stream-index';

/** How the log derives ids and proves states. */
export const identity: Identity = { eventIdOf, stateHash };

/**
 * One session out of the log, proven on the way: `seq` gapless, hash chain whole, every recorded state
 * equal to its fold. `SESSION.BROKEN` where it is not. `null`: no events.
 */
export const readSession = async (
  index: StreamIndex,
  key: string,
): Promise<RecordedSession | null> => {
  const records: LogRecord[] = [];
  for await (const { record } of index.readStream(key)) records.push(record);
  return records.length === 0 ? null : { key, entries: entriesOf(records) };
};

type StoredRecord = Pick<LogRecord, 'key' | 'headers' | 'value'>;

/** The events of one conversation, oldest first, as decisions can be made again from them. */
export const entriesOf = (records: readonly StoredRecord[]): readonly RecordedEntry[] => {
  let head = emptyHead();
  return records.map((record) => {
    const entry = entryOf(head, record);
    head = entry.head;
    return entry.entry;
  });
};

const entryOf = (
  head: StreamHead,
  record: StoredRecord,
): { readonly head: StreamHead; readonly entry: RecordedEntry } => {
  const applied = applyRecord(head, record);
  if (!applied.ok)
    throw new InfraError(
      'SESSION.BROKEN',
      `${record.key}: ${applied.because}. Run "deskstream verify".`,
      false,
    );
  const { event, envelope } = applied.value.event;
  return {
    head: applied.value.head,
    entry: {
      event,
      seq: envelope.seq,
      inputId: envelope.causationId,
      settingsVersion: envelope.settingsVersion,
      ...(envelope.stateHash === undefined ? {} : { stateHash: envelope.stateHash }),
      ...(envelope.schemaVersion < currentVersion(event.type) ? { olderShape: true } : {}),
    },
  };
};
