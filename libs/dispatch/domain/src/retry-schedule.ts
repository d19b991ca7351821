import { spreadOf } from '@deskstream/kernel';

const FIRST_MS = 500;
const LONGEST_MS = 60_000;
const LEAST_MS = 50;

/**
 * Milliseconds to wait before try number `tries + 1`, with full jitter: anything up to a bound that doubles
 * from half a second to a minute. The figure is derived from the command, so that replaying gives the same times.
 */
export const backOffMs = (tries: number, commandId: string): number => {
  const bound = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 16));
  return Math.max(LEAST_MS, Math.round(bound * spreadOf(`${commandId} ${tries}`)));
};

/** Pauses before reading back again: vendors show a write a moment late. */
export const READ_BACK_PAUSE_MS = 1_500;
