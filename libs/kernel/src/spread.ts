import { murmur2 } from './partition-key';

/** A figure in [0, 1) that looks random and is always the same for one text: jitter that replays alike. */
export const spreadOf = (text: string): number =>
  (Math.imul(murmur2(new TextEncoder().encode(text)), 0x9e3779b1) >>> 0) / 2 ** 32;
