export interface Following {
  readonly token: string;
  readonly isWanted: () => boolean;
  readonly lastId: () => string;
  readonly onEvent: (id: string, data: string) => void;
  readonly onState: (offline: boolean) => void;
  /** The session is refused. */
  readonly onOver: () => void;
}

const SILENCE_MS = 40_000;

/** Server-sent events by `fetch`: an `EventSource` would carry the token in the address, into every log. */
export const follow = (url: string, following: Following): void => {
  let misses = 0;
  const again = (): void => {
    if (!following.isWanted()) return;
    void once(url, following, () => (misses = 0)).then((isOver) => {
      if (isOver || !following.isWanted()) return;
      following.onState(true);
      misses += 1;
      setTimeout(again, Math.min(15_000, 500 * 2 ** misses));
    });
  };
  again();
};

/** `true`: the session is over. */
const once = async (url: string, following: Following, opened: () => void): Promise<boolean> => {
  const abort = new AbortController();
  let watch = setTimeout(() => abort.abort(), SILENCE_MS);
  const alive = (): void => {
    clearTimeout(watch);
    watch = setTimeout(() => abort.abort(), SILENCE_MS);
  };
  try {
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${following.token}`, 'last-event-id': following.lastId() },
      signal: abort.signal,
    });
    if (answer.status === 401) {
      following.onOver();
      return true;
    }
    if (answer.ok && answer.body !== null) {
      opened();
      following.onState(false);
      await read(answer.body, following, alive);
    }
    return false;
  } catch {
    return false;
  } finally {
    clearTimeout(watch);
    abort.abort();
  }
};

const read = async (
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  following: Following,
  alive: () => void,
): Promise<void> => {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done || !following.isWanted()) return;
    alive();
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) tell(block, following);
  }
};

const tell = (block: string, { onEvent }: Following): void => {
  const id = /^id: (.*)$/m.exec(block)?.[1];
  const data = /^data: (.*)$/m.exec(block)?.[1];
  if (id !== undefined && data !== undefined) onEvent(id, data);
};
