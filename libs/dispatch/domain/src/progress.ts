/** What the journal of a call may hold (ids and codes only), oldest first. */
export type CallEntry =
  /** A call is about to leave. Everything after it is doubtful until the next entry. */
  | { readonly kind: 'intent'; readonly at: number }
  | {
      readonly kind: 'attempt';
      readonly at: number;
      readonly result:
        | { readonly kind: 'done'; readonly vendorMessageId?: string; readonly vendorAt?: number }
        | {
            readonly kind: 'rejected';
            readonly code: string;
            readonly status: number;
            readonly because: string;
          }
        | {
            readonly kind: 'not-executed';
            readonly because: string;
            /** Refused for want of budget (429); says nothing about the request. */
            readonly throttled?: boolean;
          }
        | { readonly kind: 'unknown'; readonly because: string };
    }
  | {
      readonly kind: 'read-back';
      readonly at: number;
      readonly result:
        | { readonly kind: 'found'; readonly vendorMessageId?: string; readonly vendorAt?: number }
        | { readonly kind: 'absent' }
        | {
            readonly kind: 'unreadable';
            readonly because: string;
            readonly throttled?: boolean;
          }
        /** An unassign that was done, yet the conversation is with the AI again. */
        | { readonly kind: 'undone'; readonly by?: string; readonly assigneeId: string };
    }
  /** What will be reported. From here on the world may change, the report may not. */
  | { readonly kind: 'note'; readonly at: number; readonly result: unknown };

/** A journal, folded. */
export interface Progress {
  /** Calls begun; what is reported as attempts. */
  readonly calls: number;
  /** Calls that left, or may have: those begun without the ones that surely had no effect. */
  readonly left: number;
  /** Calls and reads that surely had no effect. */
  readonly misses: number;
  /** Calls and reads refused for want of budget; they are no misses. */
  readonly throttles: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** Milliseconds spent trying: waits for the budget, and times that nobody worked, count little. */
  readonly triedMs: number;
  /** Begin of a call whose effect is unknown; it must be read back before any repeat. */
  readonly doubtfulSince: number | null;
  /** Begin of the first call that may have left: its effect may show up after a repeat, too. */
  readonly lookFrom: number | null;
  /** Reads in a row that found nothing of the doubtful call. */
  readonly absences: number;
  readonly done: {
    readonly at: number;
    readonly vendorMessageId?: string;
    readonly vendorAt?: number;
    readonly foundByReadBack: boolean;
  } | null;
  readonly rejected: {
    readonly code: string;
    readonly status: number;
    readonly because: string;
  } | null;
  /** Times that the vendor took a done unassign back. */
  readonly undone: number;
  readonly undoneBy: {
    readonly by?: string;
    readonly assigneeId: string;
    readonly afterMs: number;
  } | null;
  /** The report that was decided on, or `null`. */
  readonly concluded: unknown;
}

/** Reads that must find nothing before a doubtful call counts as not executed: vendors read their own writes late. */
const ABSENCES_BEFORE_REPEAT = 2;

const untouched: Progress = {
  calls: 0,
  left: 0,
  misses: 0,
  throttles: 0,
  firstAt: null,
  lastAt: null,
  triedMs: 0,
  doubtfulSince: null,
  lookFrom: null,
  absences: 0,
  done: null,
  rejected: null,
  undone: 0,
  undoneBy: null,
  concluded: null,
};

/** A gap between two entries counts as trying up to here: longer than any back-off. */
const LONGEST_GAP_MS = 2 * 60_000;

/** Time spent trying by `now`. */
export const triedUntil = ({ lastAt, triedMs }: Progress, now: number): number =>
  lastAt === null ? 0 : triedMs + Math.min(LONGEST_GAP_MS, Math.max(0, now - lastAt));

/** `lookFrom`: a call of an earlier generation that was given up in doubt began then; it is read back first. */
export const progressOf = (
  journal: readonly CallEntry[],
  { lookFrom = null }: { readonly lookFrom?: number | null } = {},
): Progress =>
  journal.reduce((progress, entry) => {
    const begun = {
      ...progress,
      firstAt: progress.firstAt ?? entry.at,
      lastAt: entry.at,
      triedMs: triedUntil(progress, entry.at),
    };
    switch (entry.kind) {
      case 'intent':
        return begunAt(begun, entry.at);
      case 'attempt':
        return attempted(begun, entry);
      case 'read-back':
        return readBack(begun, entry);
      case 'note':
        return { ...begun, concluded: entry.result };
    }
  }, untouchedSince(lookFrom));

const untouchedSince = (lookFrom: number | null): Progress => ({
  ...untouched,
  lookFrom,
  doubtfulSince: lookFrom,
});

const begunAt = (progress: Progress, at: number): Progress => ({
  ...progress,
  calls: progress.calls + 1,
  left: progress.left + 1,
  doubtfulSince: at,
  lookFrom: progress.lookFrom ?? at,
  absences: 0,
  done: null,
});

/** Of the call begun last nothing can be at the vendor; of earlier ones perhaps. */
const withoutEffect = (progress: Progress): Progress => {
  const { doubtfulSince, lookFrom, left } = progress;
  if (doubtfulSince === null) return progress;
  return {
    ...progress,
    left: left - 1,
    doubtfulSince: null,
    lookFrom: lookFrom === doubtfulSince ? null : lookFrom,
  };
};

const attempted = (
  progress: Progress,
  { at, result }: Extract<CallEntry, { kind: 'attempt' }>,
): Progress => {
  switch (result.kind) {
    case 'done': {
      const { kind: _, ...receipt } = result;
      return { ...settled(progress), done: { at, ...receipt, foundByReadBack: false } };
    }
    case 'rejected': {
      const { kind: _, ...rejected } = result;
      return { ...withoutEffect(progress), rejected };
    }
    case 'not-executed':
      return missed(withoutEffect(progress), result);
    case 'unknown':
      return progress;
  }
};

const missed = (
  progress: Progress,
  { throttled = false }: { readonly throttled?: boolean },
): Progress =>
  throttled
    ? { ...progress, throttles: progress.throttles + 1 }
    : { ...progress, misses: progress.misses + 1 };

const settled = (progress: Progress): Progress => ({
  ...progress,
  doubtfulSince: null,
  lookFrom: null,
});

const readBack = (
  progress: Progress,
  { at, result }: Extract<CallEntry, { kind: 'read-back' }>,
): Progress => {
  switch (result.kind) {
    case 'found': {
      const { kind: _, ...receipt } = result;
      return { ...settled(progress), done: { at, ...receipt, foundByReadBack: true } };
    }
    case 'absent': {
      const absences = progress.absences + 1;
      const over = absences >= ABSENCES_BEFORE_REPEAT;
      return { ...progress, absences, doubtfulSince: over ? null : progress.doubtfulSince };
    }
    case 'unreadable':
      return missed(progress, result);
    case 'undone': {
      const { kind: _, ...who } = result;
      const afterMs = progress.done === null ? 0 : at - progress.done.at;
      return {
        ...progress,
        done: null,
        undone: progress.undone + 1,
        undoneBy: { ...who, afterMs },
      };
    }
  }
};
