import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { askWhetherSignedIn } from '../../api/client';

/** Asks for the list again whenever a session changed. Says whether the stream is up. */
export const useLiveSessions = (): boolean => {
  const client = useQueryClient();
  const [live, setLive] = useState(false);
  useEffect(() => {
    const source = new EventSource('/api/v1/sessions/live');
    const refresh = () => void client.invalidateQueries({ queryKey: ['sessions'] });
    source.onopen = () => setLive(true);
    source.onerror = () => {
      setLive(false);
      if (source.readyState === EventSource.CLOSED) askWhetherSignedIn();
    };
    // The server has looked: what changed before is in the list now, what changes later is told.
    source.addEventListener('heartbeat', refresh);
    source.addEventListener('session', refresh);
    return () => source.close();
  }, [client]);
  return live;
};
