import type { Pending, Storage } from './storage';
import { follow } from './stream';

export interface Said {
  readonly id: string;
  readonly text: string;
  readonly from: 'customer' | 'ai' | 'teammate';
  readonly name?: string;
}

export interface Shown {
  readonly messages: readonly Said[];
  readonly pending: readonly Pending[];
  readonly owner: 'ai' | 'nobody' | 'teammate' | 'team';
  readonly identified: boolean;
  readonly offline: boolean;
  /** Why the last message was not taken. */
  readonly refused: string;
  /** The last message that was not taken; no other attempt is made. */
  readonly unsent: Pending | null;
}

export interface Chat {
  send(text: string): void;
  identify(email: string): Promise<boolean>;
}

interface News {
  readonly owner?: Shown['owner'];
  readonly identified?: boolean;
  readonly message?: Said;
}

const RETRY_MS = 3_000;

/** Everything but the page: session, stream, and a queue that repeats a message under its own id. */
export const startChat = (base: string, storage: Storage, show: (shown: Shown) => void): Chat => {
  const messages = new Map<string, Said>();
  let shown: Omit<Shown, 'messages' | 'pending'> = {
    owner: 'ai',
    identified: false,
    offline: false,
    refused: '',
    unsent: null,
  };
  let streaming: string | null = null;
  let isSending = false;
  let seq = '0';

  const update = (change: Partial<typeof shown> = {}): void => {
    shown = { ...shown, ...change };
    const pending = storage.pending().filter(({ id }) => !messages.has(id));
    show({ ...shown, messages: [...messages.values()], pending });
  };
  const take = ({ message, ...news }: News): void => {
    if (message !== undefined) messages.set(message.id, message);
    update(news);
  };
  const call = (path: string, body: unknown): Promise<Response> =>
    fetch(`${base}/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${storage.token() ?? ''}`,
      },
      body: JSON.stringify(body),
    });
  const begin = async (): Promise<void> => {
    if (storage.token() !== null) return;
    const answer = await call('sessions', {});
    const { token } = (await answer.json()) as { readonly token?: string };
    if (!answer.ok || token === undefined) throw new Error(String(answer.status));
    // Another tab may have begun meanwhile; its session is everybody's.
    if (storage.token() === null) storage.setToken(token);
    listen();
  };
  const listen = (): void => {
    const token = storage.token();
    if (token === null || token === streaming) return;
    if (streaming !== null) {
      messages.clear();
      seq = '0';
    }
    streaming = token;
    follow(`${base}/events`, {
      token,
      isWanted: () => streaming === token,
      lastId: () => seq,
      onEvent: (id, data) => {
        seq = id;
        take(JSON.parse(data) as News);
      },
      onState: (offline) => {
        update({ offline });
        if (!offline) void flush();
      },
      onOver: restart,
    });
  };
  const restart = (): void => {
    storage.setToken(null);
    streaming = null;
    messages.clear();
    seq = '0';
    update({ owner: 'ai', identified: false });
    if (storage.pending().length > 0) void flush();
  };
  const flush = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    try {
      for (let next = storage.pending()[0]; next !== undefined; next = storage.pending()[0])
        await deliver(next);
      update({ offline: false });
    } catch {
      update({ offline: true });
      setTimeout(() => void flush(), RETRY_MS);
    } finally {
      isSending = false;
    }
  };
  const deliver = async (next: Pending): Promise<void> => {
    await begin();
    const answer = await call('messages', next);
    if (answer.status === 401) return restart();
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    // What was taken is shown at once; the stream brings the same id.
    if (answer.ok && !messages.has(next.id)) messages.set(next.id, { ...next, from: 'customer' });
    storage.setPending(storage.pending().filter(({ id }) => id !== next.id));
    if (answer.ok) update({ refused: '', unsent: null });
    else update({ refused: 'That message could not be sent.', unsent: next });
  };
  storage.onChange(() => {
    listen();
    update();
  });
  addEventListener('online', () => void flush());
  listen();
  if (storage.pending().length > 0) void flush();
  return {
    send: (text) => {
      storage.setPending([...storage.pending(), { id: newId(), text }]);
      update();
      void flush();
    },
    identify: async (email) => {
      try {
        await begin();
        return (await call('contact', { email })).ok;
      } catch {
        return false;
      }
    },
  };
};

/** `crypto.randomUUID` is missing on pages without TLS. */
const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
