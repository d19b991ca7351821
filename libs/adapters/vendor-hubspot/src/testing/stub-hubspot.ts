import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VendorConnection } from '@deskstream/port-vendor';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

export interface Answered extends Seen {
  readonly status: number;
  readonly answer: unknown;
}

type Respond = (response: ServerResponse) => void;

/** Answers what it was told to, by method and path; everything else is a 404 as at HubSpot. */
export interface StubHubspot {
  readonly connection: VendorConnection;
  readonly seen: readonly Seen[];
  readonly answered: readonly Answered[];
  /** `path` without its query. The last word on a path counts. */
  on(call: string, status: number, body?: unknown, headers?: Record<string, string>): void;
  onRaw(call: string, respond: Respond): void;
  writes(): readonly Seen[];
  close(): Promise<void>;
}

const READING_POSTS = /\/(?:search|batch\/read|get\/access-token-info)$/;

export const startStub = async (): Promise<StubHubspot> => {
  const seen: Seen[] = [];
  const answered: Answered[] = [];
  const routes = new Map<string, (response: ServerResponse, request: Seen) => void>();
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url: path = '' } = request;
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const one = { method, path, authorization: request.headers.authorization, body };
      seen.push(one);
      const respond = routes.get(`${method} ${path.split('?')[0] ?? ''}`) ?? notFound;
      respond(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    seen,
    answered,
    connection: {
      workspace: 'acme',
      vendor: 'hubspot',
      apiBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      accessToken: 'pat-na1-secret',
      aiTeammateId: '55501',
      signingSecrets: [],
      appId: '1160400',
      externalWorkspaceId: '62515000',
      publicWebhookUrl: 'https://hooks.example.com/webhooks/hubspot/acme',
    },
    on: (call, status, body, headers = {}) => {
      routes.set(call, (response, one) => {
        answered.push({ ...one, status, answer: body });
        sent(response, status, body, headers);
      });
    },
    onRaw: (call, respond) => routes.set(call, respond),
    writes: () => seen.filter(({ method, path }) => method !== 'GET' && !READING_POSTS.test(path)),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const sent = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string>,
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
};

const notFound = (response: ServerResponse): void =>
  sent(
    response,
    404,
    {
      status: 'error',
      message: 'Resource not found',
      correlationId: 'c',
      category: 'OBJECT_NOT_FOUND',
    },
    {},
  );
