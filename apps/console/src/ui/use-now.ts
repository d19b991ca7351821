import { useEffect, useState } from 'react';
import { useOffline } from './offline';

/** The time, moving on every `everyMs`; in a file, when it was made. */
export const useNow = (everyMs: number): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return useOffline()?.at ?? now;
};
