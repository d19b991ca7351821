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
  const { crash, fail, freeze, delay } = rates;
  const dice = random.next();
  if (dice < crash) return { kind: 'crash' };
  if (dice < crash + fail) return { kind: 'fail' };
  if (dice < crash + fail + freeze) return { kind: 'freeze', ms: random.between(500, 60_000) };
  if (dice < crash + fail + freeze + delay) return { kind: 'delay', ms: random.between(1, 3_000) };
  return GO;
};

const GO: Fate = { kind: 'go' };
