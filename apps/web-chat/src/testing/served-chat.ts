import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import type { MemoryBroker } from '@deskstream/adapter-event-log-memory';
import { webChatWebhooks } from '@deskstream/adapter-vendor-web-chat';
import { topicCatalogue } from '@deskstream/contracts';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { EventLog } from '@deskstream/port-event-log';
import type { Clock } from '@deskstream/kernel';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import { createPool } from '@deskstream/platform-postgres';
import type { Settings, WorkspaceSettings } from '@deskstream/port-settings';
import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import type { RunningWebChat } from '../start-web-chat';
import { startWebChat } from '../start-web-chat';

export const TOKEN = 'token-of-the-desk';

export interface ServedChat {
  readonly chat: RunningWebChat;
  /** The log that the service follows. */
  readonly log: EventLog;
  readonly connection: VendorConnection;
  /** Ids of the deliveries that reached the ingress, repeats included. */
  readonly deliveries: string[];
  /** What they told; each identity once, as dedup would pass it on. */
  readonly facts: Map<string, CanonicalFact>;
  /** Called for each delivery before its answer; `false`: no answer is given. */
  onDelivery: () => Promise<boolean>;
  stop(): Promise<void>;
}

/** The service on a real PostgreSQL, its connection, and an ingress that refuses what is not signed. */
export const serveChat = async (
  database: { readonly url: string; readonly schema: string },
  options: {
    readonly widget?: string;
    readonly broker?: MemoryBroker;
    readonly trustedProxies?: readonly string[];
    readonly clock?: Clock;
  } = {},
): Promise<ServedChat> => {
  const served: { -readonly [K in keyof ServedChat]?: ServedChat[K] } = {
    onDelivery: () => Promise.resolve(true),
  };
  const deliveries: string[] = [];
  const facts = new Map<string, CanonicalFact>();
  const ingress = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      const { connection } = served as ServedChat;
      const headers = request.headers as Record<string, string>;
      const webhook = { method: 'POST', url: request.url ?? '', headers, body };
      const verdict = webChatWebhooks.verify(webhook, connection, Date.now());
      const received = webChatWebhooks.receive(webhook, connection);
      if (verdict.kind !== 'genuine' || received.kind !== 'deliveries')
        return response.writeHead(400).end();
      for (const delivery of received.deliveries) {
        deliveries.push(delivery.deliveryId);
        for (const fact of webChatWebhooks.interpret(delivery, connection))
          facts.set(`${fact.type} ${fact.identity}`, fact);
      }
      const answers = await (served as ServedChat).onDelivery();
      return answers ? response.writeHead(200).end() : response.destroy();
    });
  });
  await new Promise<void>((resolve) => ingress.listen(0, '127.0.0.1', resolve));
  const ingressUrl = `http://127.0.0.1:${(ingress.address() as AddressInfo).port}`;
  const connectionTo = (url: string): VendorConnection => ({
    workspace: 'acme',
    vendor: 'web-chat',
    apiBaseUrl: `${url}/api/acme`,
    accessToken: TOKEN,
    signingSecrets: ['secret-of-the-chat'],
    aiTeammateId: 'ai-1',
  });
  // What an earlier service left in the outbox arrives before this one has an address.
  served.connection = connectionTo('http://127.0.0.1:1');
  const settings = settingsOf(() => (served as ServedChat).connection);
  const pool = createPool({ url: database.url, applicationName: 'web-chat-under-test' });
  const { broker = createMemoryBroker(), ...more } = options;
  const log = createMemoryEventLog({ clock: systemClock, broker });
  await log.provision(topicCatalogue(2));
  const chat = await startWebChat({
    log,
    pool,
    schema: database.schema,
    settings,
    clock: systemClock,
    logger: noLogger,
    telemetry: noTelemetry,
    port: 0,
    ingressUrl,
    pollMs: 50,
    ...more,
  });
  served.connection = connectionTo(chat.url);
  return Object.assign(served as ServedChat, {
    chat,
    log,
    deliveries,
    facts,
    stop: async () => {
      await chat.stop();
      await log.close();
      await pool.end();
      ingress.closeAllConnections();
      await new Promise((resolve) => ingress.close(resolve));
    },
  });
};

const settingsOf = (connection: () => VendorConnection): Settings => {
  const current = (workspace: string): WorkspaceSettings | null =>
    workspace === 'acme'
      ? { workspace, version: 1, rules: defaultConversationSettings, connections: [connection()] }
      : null;
  return {
    current,
    connection: (workspace, vendor) =>
      workspace === 'acme' && vendor === 'web-chat' ? connection() : null,
    all: () => [current('acme')].flatMap((each) => each ?? []),
  };
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};
