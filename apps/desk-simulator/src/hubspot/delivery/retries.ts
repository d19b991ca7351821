import { chanceOf } from '../../desk/random';

/** Up to `attempts` more tries within `spanMs` of the first failure, spread at random. */
export interface RetrySpread {
  /** Default 10. */
  readonly attempts?: number;
  /** Default 24 hours. Tests compress it. */
  readonly spanMs?: number;
}

const DAY_MS = 86_400_000;

/** When the tries are due, in ms after the first failure, ascending. A seed repeats them. */
export const retryTimes = (
  { attempts = 10, spanMs = DAY_MS }: RetrySpread,
  seed: string,
): readonly number[] =>
  Array.from({ length: attempts }, (_, index) =>
    Math.round(chanceOf(seed, 'retry', index) * spanMs),
  ).sort((a, b) => a - b);
