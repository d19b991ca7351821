/** Calls left until `resetsAt` (ms), as the vendor's headers told; they count the calls of every replica. */
export interface Budget {
  readonly limit: number;
  readonly remaining: number;
  readonly resetsAt: number;
}

/** What one connection (workspace, vendor) has shown of itself. */
export interface Pace {
  readonly budget: Budget | null;
  /** Nothing leaves before. */
  readonly heldUntil: number;
  /** Calls at a time: one after a refusal, doubled by each answer, up to the cap. */
  readonly window: number;
  /** Refusals in a row. */
  readonly refusals: number;
}

export type Sighting =
  | { readonly kind: 'answered'; readonly budget?: Budget }
  /** 429; `retryAt` where the vendor says when. */
  | { readonly kind: 'throttled'; readonly retryAt: number | null }
  /** Nobody there; fewer calls at a time will do until somebody is. */
  | { readonly kind: 'away' };

export interface Allowance {
  /** Requests that may begin now. */
  readonly atMost: number;
  /** Only requests at least as urgent as this (0 is the most urgent). */
  readonly leastUrgent: 0 | 1 | 2;
  /** When it is worth looking again; `null`: when a call under way has ended, or at any time. */
  readonly until: number | null;
}

/** A reply takes two calls: who owns the conversation, and the reply. */
const CALLS_PER_REQUEST = 2;
/** Shares of the budget below which reads wait, and all that nobody waits for. */
const KEPT_FOR_URGENT = 0.1;
const KEPT_FOR_READS = 0.3;
const FIRST_HOLD_MS = 1_000;
const LONGEST_HOLD_MS = 5 * 60_000;
const LONGEST_RETRY_MS = 24 * 3_600_000;

export const unpaced = (cap: number): Pace => ({
  budget: null,
  heldUntil: 0,
  window: cap,
  refusals: 0,
});

/** A refusal holds everything of the connection, whichever request it met; an answer opens it step by step. */
export const paceAfter = (
  pace: Pace,
  seen: Sighting,
  { now, cap }: { now: number; cap: number },
): Pace => {
  switch (seen.kind) {
    case 'answered':
      return {
        ...pace,
        budget: seen.budget ?? pace.budget,
        window: Math.min(cap, pace.window * 2),
        refusals: 0,
      };
    case 'throttled': {
      const heldUntil = Math.max(pace.heldUntil, retryAtOf(pace, seen.retryAt, now));
      return { ...pace, heldUntil, window: 1, refusals: pace.refusals + 1 };
    }
    case 'away':
      return { ...pace, window: Math.max(1, Math.floor(pace.window / 2)) };
  }
};

/** Without a word from the vendor a hold doubles up to five minutes (S064); no word holds longer than a day. */
const retryAtOf = ({ refusals }: Pace, told: number | null, now: number): number => {
  const own = now + Math.min(LONGEST_HOLD_MS, FIRST_HOLD_MS * 2 ** Math.min(refusals, 16));
  return told === null
    ? own
    : Math.min(Math.max(told, now + FIRST_HOLD_MS), now + LONGEST_RETRY_MS);
};

/** What may begin while `running` requests of this process are under way. */
export const allowanceOf = (
  pace: Pace,
  { now, running }: { readonly now: number; readonly running: number },
): Allowance => {
  if (now < pace.heldUntil) return { atMost: 0, leastUrgent: 0, until: pace.heldUntil };
  const free = Math.max(0, pace.window - running);
  const { budget } = pace;
  if (budget === null || now >= budget.resetsAt)
    return { atMost: free, leastUrgent: 2, until: null };
  const left = budget.remaining - running * CALLS_PER_REQUEST;
  return {
    atMost: Math.min(free, Math.max(0, Math.ceil(left / CALLS_PER_REQUEST))),
    leastUrgent: leastUrgentAt(left / Math.max(1, budget.limit)),
    until: budget.resetsAt,
  };
};

const leastUrgentAt = (share: number): 0 | 1 | 2 => {
  if (share < KEPT_FOR_URGENT) return 0;
  return share < KEPT_FOR_READS ? 1 : 2;
};
