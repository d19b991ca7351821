import { useEffect, useState } from 'react';
import type { StoredEvent } from '../../api/session';
import { followEvents } from '../../api/session';

/** The session's events so far, growing as they happen. */
export const useEvents = (key: string): { events: readonly StoredEvent[]; live: boolean } => {
  const [events, setEvents] = useState<readonly StoredEvent[]>([]);
  const [live, setLive] = useState(false);
  useEffect(() => {
    setEvents([]);
    return followEvents(key, {
      event: (stored) =>
        setEvents((known) => (stored.seq > (known.at(-1)?.seq ?? 0) ? [...known, stored] : known)),
      connected: setLive,
    });
  }, [key]);
  return { events, live };
};
