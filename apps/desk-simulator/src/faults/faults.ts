import { chanceOf } from '../desk/random';

/** What goes wrong with a request to the API. `…-after`: the effect happened, the answer is lost. */
export type ApiFaultKind =
  | 'throttle'
  | 'error-before'
  | 'error-after'
  | 'timeout-before'
  | 'timeout-after'
  | 'reset-after'
  | 'slow'
  /** Front only: a reply is accepted (202), and nobody will ever see it. */
  | 'unseen';

/** What goes wrong with a webhook. */
export type DeliveryFaultKind = 'duplicate' | 'reorder' | 'delay' | 'drop' | 'lost-answer';

export interface FaultRule {
  readonly fault: ApiFaultKind | DeliveryFaultKind;
  /** Request kind (`reply`, `note`, `assign`, `read` …) or webhook topic. Default: all. */
  readonly on?: string;
  readonly conversation?: string;
  /** 0 to 1, decided by the seed. Default 1. */
  readonly probability?: number;
  /** Only these occurrences of (kind, conversation), counted from 1. */
  readonly occurrences?: readonly number[];
  /** Ends after so many hits. */
  readonly times?: number;
  /** For `slow`, `delay`, `reorder`. Default 2000. */
  readonly delayMs?: number;
  /** For `throttle`. Default 1. */
  readonly retryAfterSeconds?: number;
}

export interface Faults {
  /** Counts one more occurrence and says what happens to it. */
  decide(side: 'api' | 'delivery', kind: string, conversation: string | null): FaultRule | null;
  rules(): readonly FaultRule[];
  /** Replaces all rules; counting goes on. */
  set(rules: readonly FaultRule[]): void;
}

/**
 * A decision is a function of (seed, side, kind, conversation, n-th occurrence) alone, so a seed repeats the
 * faults whatever the timing. `times` is the exception: it counts hits in the order they come.
 */
export const createFaults = (seed: string | number, initial: readonly FaultRule[] = []): Faults => {
  let rules = initial.map(armed);
  const seen = new Map<string, number>();
  return {
    decide: (side, kind, conversation) => {
      const key = JSON.stringify([side, kind, conversation]);
      const occurrence = (seen.get(key) ?? 0) + 1;
      seen.set(key, occurrence);
      const hit = rules.find(
        ({ rule, left }, index) =>
          left > 0 &&
          isOf(side, rule) &&
          concerns(rule, kind, conversation) &&
          (rule.occurrences?.includes(occurrence) ?? true) &&
          chanceOf(seed, key, occurrence, index) < (rule.probability ?? 1),
      );
      if (!hit) return null;
      hit.left -= 1;
      return hit.rule;
    },
    rules: () => rules.filter(({ left }) => left > 0).map(({ rule }) => rule),
    set: (next) => {
      rules = next.map(armed);
    },
  };
};

export const API_FAULTS: readonly string[] = [
  'throttle',
  'error-before',
  'error-after',
  'timeout-before',
  'timeout-after',
  'reset-after',
  'slow',
  'unseen',
] satisfies ApiFaultKind[];
export const DELIVERY_FAULTS: readonly string[] = [
  'duplicate',
  'reorder',
  'delay',
  'drop',
  'lost-answer',
] satisfies DeliveryFaultKind[];

const armed = (rule: FaultRule) => ({ rule, left: rule.times ?? Infinity });

const isOf = (side: 'api' | 'delivery', { fault }: FaultRule): boolean =>
  (side === 'api' ? API_FAULTS : DELIVERY_FAULTS).includes(fault);

const concerns = (rule: FaultRule, kind: string, conversation: string | null): boolean =>
  (rule.on === undefined || rule.on === kind) &&
  (rule.conversation === undefined || rule.conversation === conversation);
