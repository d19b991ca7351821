import type { SessionSummary } from '@deskstream/conversation-read-models';
import { isTransient } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import type { DataSource } from 'typeorm';
import type { AuditParts } from '../audit';
import { listDeadLetters } from '../queries/dead-letters.query';
import { GROUPS } from '../queries/status.query';

/** What needs a person now. Times in milliseconds since the epoch. */
export interface Operations {
  readonly at: number;
  /** Sessions whose customer waits for longer than asked, the longest first. */
  readonly waiting: readonly {
    readonly key: string;
    readonly customer: string | null;
    readonly phase: SessionSummary['phase'];
    readonly owner: SessionSummary['owner'];
    readonly lastText: string;
    readonly waitingSince: number;
  }[];
  /** What went wrong, the most frequent cause first. */
  readonly errors: readonly ErrorCause[];
  /** Of each consumer group, how old the oldest record is that it has not passed; `null`: none. */
  readonly queues: readonly {
    readonly group: string;
    readonly topic: string;
    readonly oldestAt: number | null;
  }[];
  /** The log does not answer: `queues` is empty, and `errors` are without what is parked. */
  readonly logAway: boolean;
}

export interface ErrorCause {
  readonly source: 'dead-letter' | 'failed-session';
  readonly because: string;
  readonly count: number;
  readonly lastAt: number;
  /** A session that shows it. */
  readonly session: string;
}

const MOST = 100;
const LETTERS = 500;

/** `silentMs`: from how long on a customer who waits is told of. */
export const readOperations = async (
  { dataSource, log, clock }: Pick<AuditParts, 'dataSource' | 'log' | 'clock'>,
  silentMs: number,
): Promise<Operations> => {
  const at = clock.now();
  const [waiting, failed, inLog] = await Promise.all([
    waitingSince(dataSource, at - silentMs),
    failedSessions(dataSource),
    readLog(log).catch(nothingWhileAway),
  ]);
  const { parked, ...others } = inLog;
  const errors = [...parked, ...failed].sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
  return { at, waiting, errors, ...others };
};

interface InLog extends Pick<Operations, 'queues' | 'logAway'> {
  readonly parked: readonly ErrorCause[];
}

const readLog = async (log: EventLog): Promise<InLog> => {
  const [parked, ...queues] = await Promise.all([
    parkedByCause(log),
    ...GROUPS.map(async ([group, topic]) => ({
      ...{ group, topic },
      oldestAt: await oldest(log, group, topic),
    })),
  ]);
  return { parked, queues, logAway: false };
};

const nothingWhileAway = (error: unknown): InLog => {
  if (!isTransient(error)) throw error;
  return { parked: [], queues: [], logAway: true };
};

const waitingSince = (dataSource: DataSource, before: number): Promise<Operations['waiting']> =>
  dataSource.query(
    `select key, summary->>'customer' as customer, summary->>'phase' as phase, owner,
       summary->>'lastText' as "lastText", (summary->>'waitingSince')::float8 as "waitingSince"
     from session
     where status = 'open' and (summary->>'waitingSince')::bigint <= $1
     order by (summary->>'waitingSince')::bigint limit $2`,
    [before, MOST],
  );

const failedSessions = (dataSource: DataSource): Promise<readonly ErrorCause[]> =>
  dataSource.query(
    `select 'failed-session' as source, summary->'outcome'->>'reason' as because,
       count(*)::int as count, max(last_at)::float8 as "lastAt",
       (array_agg(key order by last_at desc))[1] as session
     from session where summary->'outcome'->>'outcome' = 'failed'
     group by 2 order by 3 desc limit $1`,
    [MOST],
  );

const parkedByCause = async (log: EventLog): Promise<readonly ErrorCause[]> => {
  const causes = new Map<string, ErrorCause>();
  for (const { because, parkedAt, session } of await listDeadLetters(log, LETTERS)) {
    // The latest letter of a cause comes first.
    const known = causes.get(because) ?? { ...COUNTLESS, because, lastAt: parkedAt, session };
    causes.set(because, { ...known, count: known.count + 1 });
  }
  return [...causes.values()];
};

const COUNTLESS = { source: 'dead-letter', count: 0 } as const;

const oldest = async (log: EventLog, group: string, topic: string): Promise<number | null> => {
  const [ends, committed] = await Promise.all([log.ends(topic), log.committed(group, topic)]);
  const next = new Map(committed.map((position) => [position.partition, position.next]));
  const firsts = await Promise.all(
    ends.map(({ partition, start, end }) =>
      firstAt(log, {
        topic,
        partition,
        from: Math.max(start, next.get(partition) ?? 0),
        to: end,
      }),
    ),
  );
  const known = firsts.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
};

const firstAt = async (
  log: EventLog,
  range: Parameters<EventLog['readTopic']>[0] & { readonly from: number; readonly to: number },
): Promise<number | null> => {
  if (range.from >= range.to) return null;
  for await (const { timestamp } of log.readTopic(range)) return timestamp;
  return null;
};
