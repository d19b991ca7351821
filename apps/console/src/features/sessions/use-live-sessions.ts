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
    source.onopen = () => {
      setLive(true);
      refresh(); // what changed while the stream was down
    };
    source.onerror = () => {
      setLive(false);
      if (source.readyState === EventSource.CLOSED) askWhetherSignedIn();
    };
    source.addEventListener('session', refresh);
    return () => source.close();
  }, [client]);
  return live;
};
