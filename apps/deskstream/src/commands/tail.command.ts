import { decodeEvent, TOPICS } from '@deskstream/contracts';
import type { Clock } from '@deskstream/kernel';
import type { EventLog, Offset } from '@deskstream/port-event-log';
import type { Output } from '../cli/output';
import { eventLine } from './replay.command';

const POLL_MS = 200;

/** Follows the event log from its end (or start) until `signal` aborts. Joins no group, so it disturbs nobody. */
export const tail = async (
  { log, clock }: { readonly log: EventLog; readonly clock: Clock },
  output: Output,
  request: { readonly fromStart: boolean; readonly session?: string; readonly signal: AbortSignal },
): Promise<void> => {
  const position = new Map<number, Offset>();
  for (const { partition, start, end } of await log.ends(TOPICS.events))
    position.set(partition, request.fromStart ? start : end);
  while (!request.signal.aborted) {
    for (const { partition, end } of await log.ends(TOPICS.events)) {
      const from = position.get(partition) ?? 0;
      if (end > from) await print(log, output, { partition, from, to: end, ...request });
      position.set(partition, end);
    }
    await clock.sleep(POLL_MS, request.signal).catch(() => undefined);
  }
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
    output.line(`${eventLine(decoded.value)}  ${record.key}`);
    output.value({ key: record.key, ...decoded.value.envelope, data: decoded.value.event.data });
  }
};
