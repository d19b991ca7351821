import type {
  KnowledgeRecord,
  KnowledgeSyncFinished,
  KnowledgeSyncRequested,
  KnowledgeSyncStarted,
} from '@deskstream/contracts';
import { decodeKnowledgeRecord, encodeKnowledgeRecord, TOPICS } from '@deskstream/contracts';
import type { EpochMs, Logger } from '@deskstream/kernel';
import { unreadIn } from '@deskstream/port-event-log';
import type { EventLog, LogRecord } from '@deskstream/port-event-log';
import type { SourceName } from '@deskstream/port-knowledge';

/** What the log says of one source. */
export interface SourceHistory {
  readonly last: (KnowledgeSyncFinished & { readonly at: EpochMs }) | null;
  /** The last one that was complete. */
  readonly lastComplete: (KnowledgeSyncFinished & { readonly at: EpochMs }) | null;
  /** Asked for and not begun yet. */
  readonly requested: (KnowledgeSyncRequested & { readonly at: EpochMs }) | null;
  /** Begun and not finished; perhaps by a process that is not there any more. */
  readonly running: (KnowledgeSyncStarted & { readonly at: EpochMs }) | null;
  /** Syncs in a row that were not complete. */
  readonly failures: number;
}

/** The topic of knowledge, read into memory. What other processes did is known after `refresh`. */
export interface KnowledgeLog {
  refresh(): Promise<void>;
  of(name: SourceName): SourceHistory;
  /** Durable and known here when it resolves. */
  tell(record: KnowledgeRecord): Promise<void>;
}

export const openKnowledgeLog = (
  log: Pick<EventLog, 'publish' | 'ends' | 'readTopic'>,
  logger: Logger,
): KnowledgeLog => {
  const unread = unreadIn(log, TOPICS.knowledge);
  const known = new Map<string, SourceHistory>();
  const learn = (record: KnowledgeRecord): void => {
    const name = nameOf(record);
    known.set(name, after(known.get(name) ?? NOTHING, record));
  };
  const apply = (record: LogRecord): void => {
    const decoded = decodeKnowledgeRecord(record);
    if (decoded.ok) learn(decoded.value);
    else
      logger.error({ offset: record.offset, because: decoded.because }, 'a record is passed over');
  };
  const refresh = async (): Promise<void> => {
    for await (const record of unread()) apply(record);
  };
  return {
    refresh,
    of: (name) => known.get(nameOf(name)) ?? NOTHING,
    tell: async (record) => {
      await log.publish([encodeKnowledgeRecord(record)]);
      await refresh();
    },
  };
};

const NOTHING: SourceHistory = {
  last: null,
  lastComplete: null,
  requested: null,
  running: null,
  failures: 0,
};

const nameOf = ({ workspace, source }: SourceName): string =>
  [workspace, source].map(encodeURIComponent).join('/');

const after = (before: SourceHistory, record: KnowledgeRecord): SourceHistory => {
  const { at } = record;
  switch (record.type) {
    case 'KnowledgeSyncRequested':
      return { ...before, requested: { ...record.data, at } };
    case 'KnowledgeSyncStarted':
      return { ...before, requested: null, running: { ...record.data, at } };
    case 'KnowledgeArticlesChanged':
      return before;
    case 'KnowledgeSyncFinished':
      return finished(before, { ...record.data, at });
  }
};

const finished = (before: SourceHistory, last: NonNullable<SourceHistory['last']>) => ({
  ...before,
  last,
  running: null,
  ...(last.result === 'complete'
    ? { lastComplete: last, failures: 0 }
    : { failures: before.failures + 1 }),
});
