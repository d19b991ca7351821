import type { GapCheckFinished, GapCheckRequested, GapRecord } from '@deskstream/contracts';
import { decodeGapRecord, encodeGapRecord, TOPICS } from '@deskstream/contracts';
import type { EpochMs, Logger } from '@deskstream/kernel';
import { unreadIn } from '@deskstream/port-event-log';
import type { EventLog, LogRecord } from '@deskstream/port-event-log';

/** Names one connection. */
export interface ConnectionName {
  readonly workspace: string;
  readonly vendor: string;
}

/** What is known of the checks of one connection. */
export interface ChecksOfConnection {
  readonly last: (GapCheckFinished & { readonly at: EpochMs }) | null;
  /** Asked for and not done yet. */
  readonly requested: GapCheckRequested | null;
}

/** The topic of gap checks, read into memory. What other processes did is known after `refresh`. */
export interface GapChecks {
  refresh(): Promise<void>;
  of(name: ConnectionName): ChecksOfConnection;
  /** Durable and known here when it resolves. */
  finish(name: ConnectionName, at: EpochMs, finished: GapCheckFinished): Promise<void>;
}

const NONE: ChecksOfConnection = { last: null, requested: null };

export const openGapChecks = (
  log: Pick<EventLog, 'publish' | 'ends' | 'readTopic'>,
  logger: Logger,
): GapChecks => {
  const unread = unreadIn(log, TOPICS.gapChecks);
  const known = new Map<string, ChecksOfConnection>();
  const apply = (record: LogRecord): void => {
    if (record.value === null) return;
    const decoded = decodeGapRecord(record);
    if (decoded.ok) learn(known, decoded.value);
    else
      logger.error(
        { offset: record.offset, because: decoded.because },
        'a gap check is passed over',
      );
  };
  return {
    refresh: async () => {
      for await (const record of unread()) apply(record);
    },
    of: (name) => known.get(nameOf(name)) ?? NONE,
    finish: async ({ workspace, vendor }, at, finished) => {
      const data = placed(finished, known.get(nameOf({ workspace, vendor }))?.last ?? null);
      const record: GapRecord = { workspace, vendor, at, type: 'GapCheckFinished', data };
      await log.publish([encodeGapRecord(record)]);
      learn(known, record);
    },
  };
};

const nameOf = ({ workspace, vendor }: ConnectionName): string =>
  [workspace, vendor].map(encodeURIComponent).join('/');

/** A check that was asked for and began later than the last one ended leaves a stretch between them. */
const placed = (finished: GapCheckFinished, last: ChecksOfConnection['last']): GapCheckFinished =>
  last === null || isScheduled(finished) || finished.since <= last.reached
    ? finished
    : { ...finished, reached: last.reached };

const isScheduled = ({ because }: GapCheckFinished): boolean =>
  because === 'schedule' || because === 'after-outage';

/** A check that somebody asked for is done by the first one that began as early, or by any that ended later. */
const learn = (known: Map<string, ChecksOfConnection>, record: GapRecord): void => {
  const name = nameOf(record);
  const before = known.get(name) ?? NONE;
  if (record.type === 'GapCheckRequested') known.set(name, { ...before, requested: record.data });
  else if (record.at >= (before.last?.at ?? 0))
    known.set(name, {
      last: { ...record.data, at: record.at },
      requested: isDone(before.requested, record.data) ? null : before.requested,
    });
};

const isDone = (requested: GapCheckRequested | null, { since }: GapCheckFinished): boolean =>
  requested !== null && since <= requested.since;
