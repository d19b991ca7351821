import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startDeskSimulator } from '../start-desk-simulator';

export const SECRET = 'client-secret';
export const AI = '9000001';
const TOKEN = 'token';

export interface Received {
  readonly signature: unknown;
  readonly body: string;
}

export interface Item {
  readonly conversation_parts: { readonly conversation_parts: readonly { readonly id: string }[] };
  readonly statistics: { readonly first_contact_reply_at: unknown };
}

export type HttpDesk = Awaited<ReturnType<typeof openHttpDesk>>;

/** The stand-in Intercom over HTTP, with one workspace whose webhooks are kept. */
export const openHttpDesk = async () => {
  const receiver = await startReceiver();
  const desk = await startDeskSimulator({
    port: 0,
    workspaces: [
      {
        workspace: 'demo',
        appId: 'demo-app',
        clientSecret: SECRET,
        accessToken: TOKEN,
        aiAdminId: AI,
        assignNewTo: 'ai',
        webhookUrl: receiver.url,
      },
    ],
  });
  const control = async <T>(path: string, body?: unknown): Promise<T> =>
    (await (await fetch(`${desk.url}/_control${path}`, posted(body))).json()) as T;
  return {
    url: desk.url,
    received: receiver.received,
    workspace: desk.workspaces.get('demo'),
    control,
    api: (method: string, path: string, body?: unknown, token = TOKEN) => {
      const sent = posted(body);
      return fetch(`${desk.url}/intercom/demo${path}`, {
        ...sent,
        method,
        headers: { ...sent.headers, authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(3_000),
      });
    },
    start: async (): Promise<string> =>
      (await control<{ id: string }>('/demo/conversations', { text: 'Where is my <export>?' })).id,
    sent: async () => {
      await desk.workspaces.get('demo')?.sender.idle();
      return receiver.received.map(
        ({ body }) => JSON.parse(body) as { id: string; topic: string; data: { item: Item } },
      );
    },
    effects: () => control<{ kind: string; partId: string }[]>('/effects'),
    close: async () => {
      await desk.stop();
      await receiver.close();
    },
  };
};

export const comment = {
  message_type: 'comment',
  type: 'admin',
  admin_id: AI,
  body: '<p>Look under Settings.</p>',
};
export const unassign = {
  message_type: 'assignment',
  type: 'admin',
  admin_id: AI,
  assignee_id: '0',
};

const posted = (body: unknown) =>
  body === undefined
    ? {}
    : {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      };

const startReceiver = async () => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      if (request.method === 'POST')
        received.push({ signature: request.headers['x-hub-signature'], body });
      response.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
};
