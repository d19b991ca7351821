const FIRST_MS = 500;
const LONGEST_MS = 60_000;

/**
 * Milliseconds to wait before try number `tries + 1`: doubling from half a second to a minute, spread
 * by up to a quarter with a figure derived from the command, so that replaying gives the same times.
 */
export const backOffMs = (tries: number, commandId: string): number => {
  const base = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 16));
  return Math.round(base * (1 + spread(commandId) / 4));
};

/** Pauses before reading back again: vendors show a write a moment late. */
export const READ_BACK_PAUSE_MS = 1_500;

const spread = (text: string): number => {
  let hash = 0;
  for (const character of text) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  return (hash % 1_000) / 1_000;
};
