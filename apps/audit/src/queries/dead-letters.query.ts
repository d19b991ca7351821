import type { Redriving } from '@deskstream/contracts';
import { redriven, redriveOf, TOPICS } from '@deskstream/contracts';
import { eachRecord } from '@deskstream/port-event-log';
import type { EventLog, LogRecord } from '@deskstream/port-event-log';

export interface DeadLetter {
  readonly id: string;
  readonly session: string;
  readonly step: string;
  readonly because: string;
  readonly attempts: number;
  readonly origin: string;
  readonly parkedAt: number;
  /** `false`: an event stands in the log already, and some records do not say where they came from. */
  readonly redrivable: boolean;
}

/** Newest first, at most `limit`; a record that was redriven and parked again stands once, as it was parked last. */
export const listDeadLetters = async (
  log: EventLog,
  limit: number,
): Promise<readonly DeadLetter[]> => {
  return latestOfEach(await parked(log))
    .map(describe)
    .sort((a, b) => b.parkedAt - a.parkedAt)
    .slice(0, limit);
};

/** Each condition that is given must hold. */
export interface RedriveRequest {
  readonly ids?: readonly string[] | undefined;
  /** A part of the cause. */
  readonly because?: string | undefined;
  /** Who does it and why, told in the log of each session; `null` only says which. */
  readonly redriving: Redriving | null;
}

/** Publishes parked records again to where they came from. */
export const redriveDeadLetters = async (
  log: EventLog,
  request: RedriveRequest,
): Promise<readonly DeadLetter[]> => {
  const asked = (await parked(log)).filter((record) => matches(request, record));
  const chosen = latestOfEach(asked).filter((record) => redriven(record) !== null);
  const { redriving } = request;
  if (redriving !== null && chosen.length > 0)
    await log.publish(chosen.flatMap((record) => redriveOf(record, redriving)));
  return chosen.map(describe);
};

const latestOfEach = (records: readonly LogRecord[]): readonly LogRecord[] => {
  const latest = new Map<string, LogRecord>();
  for (const record of records) {
    const { dl_id: id, dl_origin_topic: topic, ce_id: own = id } = record.headers;
    latest.set([topic, record.key, own].join('\n'), record);
  }
  return [...latest.values()];
};

const matches = ({ ids, because }: RedriveRequest, { headers }: LogRecord): boolean =>
  (ids === undefined || ids.includes(headers['dl_id'] ?? '')) &&
  (because === undefined || (headers['dl_because'] ?? '').includes(because));

const parked = async (log: EventLog): Promise<readonly LogRecord[]> => {
  const found = new Map<string, LogRecord>();
  for await (const record of eachRecord(log, TOPICS.deadLetters))
    found.set(record.headers['dl_id'] ?? '', record);
  return [...found.values()];
};

const describe = (record: LogRecord): DeadLetter => {
  const { headers, key, timestamp } = record;
  const {
    dl_origin_topic: topic,
    dl_origin_partition: partition,
    dl_origin_offset: offset,
  } = headers;
  return {
    id: headers['dl_id'] ?? '',
    session: key,
    step: headers['dl_step'] ?? '',
    because: headers['dl_because'] ?? '',
    attempts: Number(headers['dl_attempts'] ?? 1),
    origin: [topic, partition, offset].filter(Boolean).join('/'),
    parkedAt: timestamp,
    redrivable: redriven(record) !== null,
  };
};
