import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startDeskSimulator } from '../start-desk-simulator';
import { testCompany, TOKEN } from './front-fixture';

export interface View {
  readonly id: string;
  readonly status: string;
  readonly entries: readonly { readonly kind: string; readonly text: string | null }[];
}

export type ServedFront = Awaited<ReturnType<typeof serveFront>>;

/** A company over HTTP, whose webhooks go to a receiver that meets every challenge. */
export const serveFront = async () => {
  let challenges = 0;
  const receiver = createServer((incoming, response) => {
    const challenge = incoming.headers['x-front-challenge'];
    if (challenge !== undefined) challenges += 1;
    incoming.resume().on('end', () => response.end(challenge));
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const application = { url, signingKey: 'signing-key' };
  const desk = await startDeskSimulator({
    port: 0,
    workspaces: [],
    front: [{ ...testCompany, application, sendDelayMs: 1 }],
  });
  const front = desk.front.get('demo');
  if (!front) throw new Error('There is no company.');

  const request = (
    method: string,
    path: string,
    body?: unknown,
    signal: AbortSignal = AbortSignal.timeout(5000),
  ) =>
    fetch(`${desk.url}/front${path}`, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal,
    });
  const control = async <T = View>(path: string, body?: unknown, method = 'POST'): Promise<T> => {
    const answer = await request(body === undefined ? 'GET' : method, `/_control${path}`, body);
    return (await answer.json()) as T;
  };
  return {
    url: desk.url,
    front,
    challenges: () => challenges,
    request,
    control,
    start: async (more: object = {}): Promise<string> =>
      (await control('/demo/conversations', { text: 'Where is my export?', ...more })).id,
    act: (id: string, action: string, text?: string) =>
      control(`/demo/conversations/${id}/teammate`, {
        action,
        ...(text === undefined ? {} : { text }),
      }),
    effects: () => control<{ kind: string }[]>('/effects'),
    close: async () => {
      await desk.stop();
      receiver.closeAllConnections();
      await new Promise((done) => receiver.close(done));
    },
  };
};
