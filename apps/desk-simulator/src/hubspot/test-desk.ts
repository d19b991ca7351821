import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningDeskSimulator } from '../start-desk-simulator';
import { startDeskSimulator } from '../start-desk-simulator';
import type { HubspotWorkspace, SimulatedPortal } from './hubspot';

export const SECRET = 'client-secret';
export const TOKEN = 'pat-na1-token';
export const AI = 'A-55501';
export const THREADS = '/conversations/v3/conversations/threads';

export type Json = Record<string, unknown>;

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type TestDesk = Awaited<ReturnType<typeof openTestDesk>>;

/** For tests: one account named `demo` without untidiness, and a receiver of its webhooks. */
export const openTestDesk = async (given: Partial<SimulatedPortal> = {}) => {
  const received: Received[] = [];
  const answerWith: number[] = [];
  const receiver = receiverOf(received, answerWith);
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const deliverTo = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
  let desk = await start({ deliverTo, ...given });

  let patienceMs = 20_000;
  const account = (): HubspotWorkspace => {
    const found = desk.hubspot.get('demo');
    if (!found) throw new Error('The account is missing.');
    return found;
  };
  const ask = async (method: string, path: string, body?: unknown, token = TOKEN) => {
    const { headers = {}, ...rest } = sending(method, body);
    return fetch(`${desk.url}/hubspot${path}`, {
      ...rest,
      headers: { ...headers, authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(patienceMs),
    });
  };
  const read = async (method: string, path: string, body?: unknown): Promise<Json> =>
    (await (await ask(method, path, body)).json()) as Json;
  const control = async <T = Json>(path: string, body?: unknown): Promise<T> => {
    const init = body === undefined ? {} : sending('POST', body);
    return (await (await fetch(`${desk.url}/hubspot/_control${path}`, init)).json()) as T;
  };
  const messagesOf = async (id: string): Promise<Json[]> =>
    (await read('GET', `${THREADS}/${id}/messages`))['results'] as Json[];
  const answering = async (id: string, rest: object = {}) =>
    answerTo((await messagesOf(id))[0] ?? {}, rest);

  return {
    received,
    answerWith,
    account,
    /** Base of the account's API. */
    base: (): string => `${desk.url}/hubspot`,
    ask,
    read,
    control,
    messagesOf,
    answering,
    /** From now on a request without an answer is given up soon. */
    hurry: (ms: number): void => {
      patienceMs = ms;
    },
    page: async () => (await fetch(`${desk.url}/hubspot/`)).text(),
    /** A customer starts a thread by mail. */
    open: async (rest: object = {}): Promise<string> => {
      const body = { text: 'Where is my <export>?', channel: 'email', ...rest };
      return (await control<{ id: string }>('/demo/conversations', body)).id;
    },
    act: (id: string, body: object) => control(`/demo/conversations/${id}/teammate`, body),
    reply: async (id: string, rest: object = {}) =>
      ask('POST', `${THREADS}/${id}/messages`, await answering(id, rest)),
    contactOf: async (id: string): Promise<string> =>
      (await read('GET', `${THREADS}/${id}`))['associatedContactId'] as string,
    /** Every event that arrived, when nothing is under way any more. */
    sent: async (): Promise<Json[]> => {
      await account().sender.idle();
      return received.flatMap(({ body }) => JSON.parse(body) as Json[]);
    },
    effects: () => control<Json[]>('/effects'),
    restart: async (options: Partial<SimulatedPortal>): Promise<void> => {
      await desk.stop();
      desk = await start({ deliverTo, ...options });
    },
    close: async (): Promise<void> => {
      await desk.stop();
      receiver.closeAllConnections();
      await new Promise((done) => receiver.close(done));
    },
  };
};

export const comment = {
  type: 'COMMENT',
  text: 'The customer wants a refund.',
  attachments: [],
};

export const newTicket = (contactId: string, associationTypeId: number) => ({
  properties: { subject: 'Export stuck', hs_pipeline: '0', hs_pipeline_stage: '1' },
  associations: [
    {
      to: { id: contactId },
      types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
    },
  ],
});

const start = (options: Partial<SimulatedPortal>): Promise<RunningDeskSimulator> =>
  startDeskSimulator({
    port: 0,
    firstId: 5_000_000,
    workspaces: [],
    hubspot: [
      {
        workspace: 'demo',
        accessToken: TOKEN,
        clientSecret: SECRET,
        assignNewTo: 'ai',
        webhookUrl: 'https://hooks.example.com/hubspot/demo?team=a%3Ab',
        untidiness: { duplicate: 0, reusedEventId: 0, shuffle: false },
        gatherMs: 1,
        ...options,
      },
    ],
  });

const receiverOf = (received: Received[], answerWith: number[]) =>
  createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.statusCode = answerWith.shift() ?? 200;
      response.end();
    });
  });

const sending = (method: string, body: unknown) => ({
  method,
  ...(body === undefined
    ? {}
    : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
});

/** Channel and recipient are taken from the message being answered. */
const answerTo = (asked: Json, rest: object) => {
  const [sender] = (asked['senders'] ?? []) as Json[];
  const { deliveryIdentifier, actorId } = sender ?? {};
  return {
    type: 'MESSAGE',
    text: 'Look under Settings.',
    attachments: [],
    senderActorId: AI,
    channelId: asked['channelId'],
    channelAccountId: asked['channelAccountId'],
    recipients: [{ actorId, recipientField: 'TO', deliveryIdentifiers: [deliveryIdentifier] }],
    ...rest,
  };
};
