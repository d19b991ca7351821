import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallResult, VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import type { IntercomApi } from '../api/intercom-api';
import { createIntercomApi } from '../api/intercom-api';

export const NOW = 1_790_000_000_000;
export const AI = '7700999';
export const go = new AbortController().signal;

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** 200 and an empty object without more. */
interface Given {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

type Answerer = (response: ServerResponse, request: Seen) => void;

/** An Intercom that answers what a test tells it to, and the adapter that is connected to it. */
export interface ConnectedIntercom {
  readonly api: IntercomApi;
  readonly connection: VendorConnection;
  readonly seen: readonly Seen[];
  /** Every request from now on. */
  on(answer: Answerer): void;
  json(status: number, body: unknown, headers?: Record<string, string>): void;
  /** By method and path, else by method. */
  answers(given: Readonly<Record<string, Given>>): void;
  perform(command: VendorCommand): Promise<CallResult>;
  writes(): readonly Seen[];
  close(): Promise<void>;
}

export const connectIntercom = async (): Promise<ConnectedIntercom> => {
  const seen: Seen[] = [];
  let answer: Answerer = (response) => send(response, {});
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body };
      seen.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = createIntercomApi({
    timeoutMs: 2_000,
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
  });
  const connection: VendorConnection = {
    workspace: 'acme',
    vendor: 'intercom',
    apiBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessToken: 'secret-token',
    aiTeammateId: AI,
    signingSecrets: ['s'],
  };
  return {
    ...{ api, connection, seen },
    on: (next) => void (answer = next),
    json: (status, body, headers = {}) =>
      void (answer = (response) => send(response, { status, body, headers })),
    answers: (given) =>
      void (answer = (response, { method, path }) =>
        send(response, given[`${method} ${path}`] ?? given[method] ?? {})),
    perform: (command) => api.perform(command, connection, go),
    writes: () => seen.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/search')),
    close: async () => {
      await api.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export const send = (response: ServerResponse, { status = 200, body = {}, headers }: Given): void =>
  void response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify(body));

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
};
