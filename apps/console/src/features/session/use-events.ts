import { useEffect, useState } from 'react';
import type { StoredEvent } from '../../api/session';
import { followEvents } from '../../api/session';

/** The session's events so far, growing as they happen; many at once are drawn once. */
export const useEvents = (key: string): { events: readonly StoredEvent[]; live: boolean } => {
  const [events, setEvents] = useState<readonly StoredEvent[]>([]);
  const [live, setLive] = useState(false);
  useEffect(() => {
    let arrived: StoredEvent[] = [];
    let frame = 0;
    const draw = () => {
      const news = arrived;
      arrived = [];
      frame = 0;
      setEvents((known) => joined(known, news));
    };
    setEvents([]);
    const stop = followEvents(key, {
      event: (stored) => {
        arrived.push(stored);
        if (frame === 0) frame = requestAnimationFrame(draw);
      },
      connected: setLive,
    });
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, [key]);
  return { events, live };
};

/** A stream that was resumed may tell an event again. */
const joined = (known: readonly StoredEvent[], news: readonly StoredEvent[]) => {
  let last = known.at(-1)?.seq ?? 0;
  const added = news.filter(({ seq }) => {
    if (seq <= last) return false;
    last = seq;
    return true;
  });
  return added.length === 0 ? known : [...known, ...added];
};
