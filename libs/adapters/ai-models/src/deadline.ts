import { modelError } from '@deskstream/port-ai';

/** Milliseconds. */
export interface Timeouts {
  /** Until the first word, or the first part of a tool call. */
  readonly firstByteMs: number;
  /** Between two parts of the stream. */
  readonly idleMs: number;
  readonly totalMs: number;
}

export interface Deadline {
  /** Aborted by the caller's signal with its reason, or with MODEL.TIMED_OUT. */
  readonly signal: AbortSignal;
  /** A part of the stream came. */
  progressed(): void;
  stop(): void;
}

export const startDeadline = (
  { firstByteMs, idleMs, totalMs }: Timeouts,
  caller: AbortSignal,
  where: string,
): Deadline => {
  const late = new AbortController();
  const expire = (ms: number, what: string) =>
    setTimeout(() => late.abort(modelError('MODEL.TIMED_OUT', `${where}: ${what} ${ms} ms.`)), ms);
  const total = expire(totalMs, 'no complete answer within');
  let silence = expire(firstByteMs, 'nothing came within');
  return {
    signal: AbortSignal.any([caller, late.signal]),
    progressed: () => {
      clearTimeout(silence);
      silence = expire(idleMs, 'the answer stalled for');
    },
    stop: () => {
      clearTimeout(total);
      clearTimeout(silence);
    },
  };
};
