import type { Clock, Logger } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import type { PoolClient } from '@deskstream/platform-postgres';
import type { ChatRef, StoreOptions } from './store/chat-store';
import { CHANGED, changedPayload } from './store/chat-store';

/** Tells which chats changed, whichever replica changed them. */
export interface Changes {
  subscribe(ref: ChatRef, look: () => void): () => void;
  /** How many subscribed to it here. */
  watching(ref: ChatRef): number;
  stop(): Promise<void>;
}

export interface ChangesDeps extends StoreOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called at every change. */
  readonly onAny: () => void;
}

const RECONNECT_MS = 1_000;

/** Listens on one connection; when it was lost, everybody looks again. */
export const startChanges = async (deps: ChangesDeps): Promise<Changes> => {
  const { pool, schema, clock, logger, onAny } = deps;
  const watchers = new Map<string, Set<() => void>>();
  const stopping = new AbortController();
  let client: PoolClient | null = null;
  const tell = (payload: string | undefined): void => {
    if (payload === undefined)
      for (const each of watchers.values()) for (const look of each) look();
    else for (const look of watchers.get(payload) ?? []) look();
    onAny();
  };
  const listen = async (): Promise<void> => {
    const opened = await pool.connect();
    client = opened;
    opened.on('notification', ({ payload }) => tell(payload));
    opened.once('error', () => {
      if (client !== opened) return; // released already: it stops
      opened.release(true);
      client = null;
      void listenAgain();
    });
    await opened.query(`listen ${CHANGED}`);
    tell(undefined);
  };
  const listenAgain = async (): Promise<void> => {
    while (!stopping.signal.aborted && client === null) {
      const slept = clock.sleep(RECONNECT_MS, stopping.signal);
      await slept.catch(() => undefined);
      if (!stopping.signal.aborted)
        await listen().catch((error: unknown) =>
          logger.warn({ error: messageOf(error) }, 'cannot listen to changes of web chats'),
        );
    }
  };
  await listen();
  return {
    subscribe: (ref, look) => {
      const name = changedPayload(schema, ref);
      const looks = watchers.get(name) ?? new Set();
      watchers.set(name, looks.add(look));
      return () => {
        looks.delete(look);
        if (looks.size === 0 && watchers.get(name) === looks) watchers.delete(name);
      };
    },
    watching: (ref) => watchers.get(changedPayload(schema, ref))?.size ?? 0,
    stop: () => {
      stopping.abort();
      client?.release(true);
      client = null;
      return Promise.resolve();
    },
  };
};
