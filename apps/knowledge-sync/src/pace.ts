import type { Clock, EpochMs } from '@deskstream/kernel';
import type { SourceAnswer } from '@deskstream/port-knowledge-source';

/** Lets one call after the other go, and never spends the half of a help desk's budget that replies need. */
export interface Pace {
  /** Resolves when the next call may be made; rejects when the signal aborts. */
  turn(signal: AbortSignal): Promise<void>;
  saw(answer: SourceAnswer<unknown>): void;
  /** Refusals in a row, and until when nothing leaves. */
  held(): { readonly refusals: number; readonly until: EpochMs };
}

/** Of the budget that everybody shares, this much is left alone: replies never wait for a sync (S064). */
const KEPT_FOR_OTHERS = 0.5;
const FIRST_HOLD_MS = 1_000;
const LONGEST_HOLD_MS = 5 * 60_000;

/**
 * The vendor's headers count the calls of everybody, the dispatcher's replies among them; the dispatcher
 * slows what nobody waits for below three tenths, so it never notices a sync (ADR 17, ADR 24).
 */
export const createPace = (clock: Clock): Pace => {
  let until: EpochMs = 0;
  let refusals = 0;
  return {
    turn: async (signal) => {
      for (let wait = until - clock.now(); wait > 0; wait = until - clock.now())
        await clock.sleep(wait, signal);
      signal.throwIfAborted();
    },
    saw: (answer) => {
      const now = clock.now();
      if (answer.kind === 'throttled') {
        const doubled = Math.min(LONGEST_HOLD_MS, FIRST_HOLD_MS * 2 ** refusals);
        refusals += 1;
        until = Math.max(answer.retryAt ?? 0, now + doubled);
        return;
      }
      if (answer.kind !== 'ok') return;
      refusals = 0;
      const { budget } = answer;
      if (budget !== undefined && budget.remaining <= budget.limit * KEPT_FOR_OTHERS)
        until = Math.max(budget.resetsAt, now);
    },
    held: () => ({ refusals, until }),
  };
};
