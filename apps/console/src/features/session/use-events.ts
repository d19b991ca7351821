import { useEffect, useState } from 'react';
import type { StoredEvent } from '../../api/session';
import { followEvents } from '../../api/session';

/** While a long session is loaded, it is drawn at once and then so often. */
const LOADING_MS = 300;

export interface Followed {
  readonly events: readonly StoredEvent[];
  /** What was there already has come. */
  readonly loaded: boolean;
  readonly live: boolean;
}

/** The session's events so far, growing as they happen; many at once are drawn once. */
export const useEvents = (key: string): Followed => {
  const [events, setEvents] = useState<readonly StoredEvent[]>([]);
  const [loaded, setLoaded] = useState(false);
  const [live, setLive] = useState(false);
  useEffect(() => {
    setEvents([]);
    setLoaded(false);
    const drawing = drawn((news) => setEvents((known) => joined(known, news)));
    const stop = followEvents(key, {
      event: drawing.event,
      caughtUp: () => {
        drawing.caughtUp();
        setLoaded(true);
      },
      connected: setLive,
    });
    return () => {
      drawing.stop();
      stop();
    };
  }, [key]);
  return { events, loaded, live };
};

/** Gathers events for the next frame, or while the session is loaded for the next of few. */
const drawn = (draw: (news: readonly StoredEvent[]) => void) => {
  let arrived: StoredEvent[] = [];
  let frame = 0;
  let next = 0;
  let loading = true;
  const now = () => {
    frame = 0;
    const news = arrived;
    arrived = [];
    next = performance.now() + LOADING_MS;
    if (news.length > 0) draw(news);
  };
  const soon = () => {
    if (frame === 0) frame = requestAnimationFrame(now);
  };
  return {
    event: (stored: StoredEvent) => {
      arrived.push(stored);
      if (!loading || performance.now() > next) soon();
    },
    caughtUp: () => {
      loading = false;
      soon();
    },
    stop: () => cancelAnimationFrame(frame),
  };
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
