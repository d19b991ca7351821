import { useEffect, useRef, useState } from 'react';

interface Settling {
  /** Taken when it did not change for so long … */
  readonly quietMs: number;
  /** … or has gone on changing for so long. */
  readonly atMostMs?: number;
}

/** A value that changes often, taken now and then; `null` before the first time. */
export const useSettled = <T>(
  value: T,
  { quietMs, atMostMs = Number.POSITIVE_INFINITY }: Settling,
): T | null => {
  const [settled, settle] = useState<T | null>(null);
  const since = useRef<number | null>(null);
  useEffect(() => {
    const now = performance.now();
    since.current ??= now;
    const wait = Math.max(0, Math.min(quietMs, since.current + atMostMs - now));
    const timer = setTimeout(() => {
      since.current = null;
      settle(() => value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, quietMs, atMostMs]);
  return settled;
};
