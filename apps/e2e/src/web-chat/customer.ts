import { fieldsOf, textOf } from '@deskstream/platform-payload';

/** A message as the customer sees it. */
export interface Shown {
  readonly id: string;
  readonly from: string;
  readonly text: string;
}

/** A customer without a browser: the widget's requests, repeated as the widget does. */
export const customerAt = async (url: string, workspace: string) => {
  const base = `${url}/v1/${workspace}`;
  const post = async (path: string, body: object, token = ''): Promise<Response> =>
    fetch(`${base}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  const token = textOf(fieldsOf(await (await post('sessions', {})).json())['token']);
  const claims = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString();
  let count = 0;
  return {
    token,
    conversation: textOf(fieldsOf(JSON.parse(claims))['c']),
    writes: (text: string) => post('messages', { id: `message-${(count += 1)}-0000`, text }, token),
    leaves: (email: string) => post('contact', { email }, token),
    /** All that the chat shows; rejects while the service is away. */
    sees: (): Promise<readonly Shown[]> => shownBy(`${base}/events`, token),
  };
};

export type Customer = Awaited<ReturnType<typeof customerAt>>;

/** The stream of a new page, up to its first pause behind something. */
const shownBy = async (url: string, token: string): Promise<readonly Shown[]> => {
  const stop = new AbortController();
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.any([stop.signal, AbortSignal.timeout(60_000)]),
  });
  const decoder = new TextDecoder();
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const first = await reader.read();
  let told = decoder.decode(first.value, { stream: true });
  for (;;) {
    const part = await Promise.race([reader.read(), pause()]);
    if (part === null || part.done) break;
    told += decoder.decode(part.value, { stream: true });
  }
  stop.abort();
  return told.split('\n\n').flatMap(messageIn);
};

const PAUSE_MS = 300;

const pause = (): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(null), PAUSE_MS);
  });

const messageIn = (block: string): readonly Shown[] => {
  const data = /^data: (.*)$/m.exec(block)?.[1];
  const message = data === undefined ? undefined : fieldsOf(JSON.parse(data))['message'];
  return message === undefined ? [] : [message as Shown];
};
