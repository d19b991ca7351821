import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

type Answerer = (response: ServerResponse, seen: Seen) => void;

/** Answers what a test tells it to, route by route (`GET /me`), and remembers every request. */
export interface FrontServer {
  readonly url: string;
  readonly seen: Seen[];
  on(route: string, answer: Answerer): void;
  json(route: string, status: number, body?: unknown, headers?: Record<string, string>): void;
  writes(): readonly Seen[];
  close(): Promise<void>;
}

export const startFrontServer = async (): Promise<FrontServer> => {
  const seen: Seen[] = [];
  const routes = new Map<string, Answerer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', headers } = request;
      const [path = '', search] = (request.url ?? '').split('?');
      const text = Buffer.concat(chunks).toString();
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const one = { method, path, query: new URLSearchParams(search), headers, body };
      seen.push(one);
      (routes.get(`${method} ${path}`) ?? unknownRoute)(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    on: (route, answer) => void routes.set(route, answer),
    json: (route, status, body, headers = {}) =>
      void routes.set(route, (response) => send(response, { status, body, headers })),
    writes: () => seen.filter(({ method }) => method !== 'GET'),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

export const send = (
  response: ServerResponse,
  answer: {
    readonly status: number;
    readonly body?: unknown;
    readonly headers?: Record<string, string>;
  },
): void => {
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
  response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
};

const unknownRoute: Answerer = (response) =>
  send(response, {
    status: 404,
    body: { _error: { status: 404, title: 'Not found', message: 'Unknown resource' } },
  });
