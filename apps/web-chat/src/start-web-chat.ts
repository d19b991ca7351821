import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Clock, Logger, RunningService, Telemetry } from '@deskstream/kernel';
import { hasCode, InfraError } from '@deskstream/kernel';
import type { Pool } from '@deskstream/platform-postgres';
import type { Settings } from '@deskstream/port-settings';
import type { EventLog } from '@deskstream/port-event-log';
import { startChanges } from './changes';
import { createServer } from './http/server';
import { visitorLimit } from './http/visitor-limit';
import { startSender } from './outbox/sender';
import { startReplies } from './replies/start-replies';
import { migrateStore } from './store/chat-store';

export interface WebChatOptions {
  /** Where persons' replies on tickets are told. */
  readonly log: Pick<EventLog, 'process' | 'ends'>;
  readonly pool: Pool;
  readonly schema: string;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 4030; 0 takes any free port. */
  readonly port?: number;
  /** Where webhooks go unless the connection names an address. */
  readonly ingressUrl: string;
  /** New sessions that one address may begin in a minute; 0: any number. Default 20. */
  readonly sessionsPerMinute?: number;
  /** Addresses or ranges of proxies in front, whose `X-Forwarded-For` is believed. Default none. */
  readonly trustedProxies?: readonly string[];
  readonly newId?: () => string;
  /** The script of the widget; default: where the build put it. */
  readonly widget?: string;
  /** Longest time between two looks at the outbox. Default 1 000. */
  readonly pollMs?: number;
}

export interface RunningWebChat extends RunningService {
  /** Base address, as in `http://127.0.0.1:4030`. */
  readonly url: string;
}

/** Rejects with `WEB_CHAT.PORT_TAKEN` or an error of PostgreSQL. */
export const startWebChat = async (options: WebChatOptions): Promise<RunningWebChat> => {
  const { host = '127.0.0.1', port = 4030, newId = randomUUID, pollMs = 1_000 } = options;
  const { pool, schema, sessionsPerMinute = 20, trustedProxies = [] } = options;
  await migrateStore({ pool, schema });
  const sender = startSender({ ...options, pollMs });
  const changes = await startChanges({ ...options, onAny: sender.wake });
  const widget = options.widget ?? builtWidget();
  const store = { pool, schema };
  const sessionLimit = visitorLimit(options.clock, sessionsPerMinute);
  const server = createServer({
    ...options,
    ...{ store, changes, newId, widget, sessionLimit, trustedProxies },
  });
  const replies = await startReplies(options).catch(async (error: unknown) => {
    await changes.stop();
    await sender.stop();
    throw error;
  });
  const stop = async (): Promise<void> => {
    await replies.stop();
    await server.close();
    await changes.stop();
    await sender.stop();
  };
  await server.listen({ host, port }).catch(async (error: unknown) => {
    await stop();
    throw hasCode(error, 'EADDRINUSE')
      ? new InfraError(
          'WEB_CHAT.PORT_TAKEN',
          `Port ${port} on ${host} is taken. Stop what uses it, or set WEB_CHAT_PORT to a free one.`,
          false,
          error,
        )
      : error;
  });
  let stopping = false;
  const bound = (server.server.address() as AddressInfo).port;
  return {
    name: 'web-chat',
    url: `http://${host}:${bound}`,
    ready: () => (stopping ? { ok: false, because: 'web-chat is stopping' } : replies.ready()),
    stop: () => {
      stopping = true;
      return stop();
    },
  };
};

/** Seen from wherever the bundle put this code. */
const builtWidget = (): string | null => {
  let folder = import.meta.dirname;
  while (dirname(folder) !== folder) {
    const built = join(folder, 'dist/apps/web-chat/widget.js');
    if (existsSync(built)) return readFileSync(built, 'utf8');
    folder = dirname(folder);
  }
  return null;
};
