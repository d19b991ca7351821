import { decodeEvent, TOPICS } from '@deskstream/contracts';
import type { Clock } from '@deskstream/kernel';
import type { EventLog, Offset } from '@deskstream/port-event-log';
import type { Output } from '../cli/output';
import { eventLine } from './replay.command';

const POLL_MS = 200;

export interface TailRequest {
  readonly fromStart: boolean;
  /** The last offset that was read of each partition: goes on behind it, and partitions it does not name begin with their first. */
  readonly after?: ReadonlyMap<number, Offset>;
  /** Ends with the last event that stands in the log now. */
  readonly untilNow: boolean;
  readonly session?: string;
  readonly signal: AbortSignal;
}

/** Follows the event log from its end (or start) until `signal` aborts. Joins no group, so it disturbs nobody. */
export const tail = async (
  { log, clock }: { readonly log: EventLog; readonly clock: Clock },
  output: Output,
  request: TailRequest,
): Promise<void> => {
  const position = new Map<number, Offset>();
  for (const { partition, start, end } of await log.ends(TOPICS.events))
    position.set(partition, beginOf(request, { partition, start, end }));
  while (!request.signal.aborted) {
    for (const { partition, end } of await log.ends(TOPICS.events)) {
      const from = position.get(partition) ?? 0;
      if (end > from) await print(log, output, { partition, from, to: end, ...request });
      position.set(partition, Math.max(from, end));
    }
    if (request.untilNow) return;
    await clock.sleep(POLL_MS, request.signal).catch(() => undefined);
  }
};

const beginOf = (
  { after, fromStart }: TailRequest,
  { partition, start, end }: { partition: number; start: Offset; end: Offset },
): Offset => {
  if (after === undefined) return fromStart ? start : end;
  const last = after.get(partition);
  return last === undefined ? start : Math.max(start, last + 1);
};

const print = async (
  log: EventLog,
  output: Output,
  range: { partition: number; from: Offset; to: Offset; session?: string },
): Promise<void> => {
  for await (const record of log.readTopic({ topic: TOPICS.events, ...range })) {
    if (range.session !== undefined && record.key !== range.session) continue;
    const decoded = decodeEvent(record);
    if (!decoded.ok) continue;
    const { key, partition, offset } = record;
    const { envelope, event } = decoded.value;
    output.line(`${eventLine(decoded.value)}  ${key}`);
    output.value({ key, partition, offset, ...envelope, data: event.data });
  }
};
