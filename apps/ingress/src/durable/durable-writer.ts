import type { Clock } from '@deskstream/kernel';
import type { Draft, EventLog } from '@deskstream/port-event-log';
import { logTerms, timeLimit } from './time-limit';

/** Resolves when all drafts are durable, in the log or on their way into it; rejects when that is not known. */
export type WriteDurably = (drafts: readonly Draft[]) => Promise<void>;

/** Into the log, or not at all. */
export const directWriter = (
  log: Pick<EventLog, 'publish'>,
  clock: Clock,
  ms: number,
): WriteDurably => {
  const inTime = timeLimit(clock, logTerms(ms));
  return async (drafts) => {
    await inTime(log.publish(drafts));
  };
};
