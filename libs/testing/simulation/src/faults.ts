import type { Random } from './random';

/** What befalls a process as it passes one point. */
export type Fate =
  | { readonly kind: 'go' }
  /** Before an act: it never happened. After it: it did, and the caller is told otherwise. */
  | { readonly kind: 'fail' }
  | { readonly kind: 'crash' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** The process stops as a whole and wakes up later, believing that no time has passed. */
  | { readonly kind: 'freeze'; readonly ms: number };

/** Chances for each passing of a point, as shares of 1. */
export interface FaultRates {
  readonly fail: number;
  readonly crash: number;
  readonly delay: number;
  readonly freeze: number;
}

export const noFaults: FaultRates = { fail: 0, crash: 0, delay: 0, freeze: 0 };

export const fateOf = (random: Random, rates: FaultRates): Fate => {
  let dice = random.next();
  if ((dice -= rates.crash) < 0) return { kind: 'crash' };
  if ((dice -= rates.fail) < 0) return { kind: 'fail' };
  if ((dice -= rates.freeze) < 0) return { kind: 'freeze', ms: random.between(500, 60_000) };
  if ((dice -= rates.delay) < 0) return { kind: 'delay', ms: random.between(1, 3_000) };
  return GO;
};

const GO: Fate = { kind: 'go' };
