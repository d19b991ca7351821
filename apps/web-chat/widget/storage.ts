export interface Pending {
  readonly id: string;
  readonly text: string;
}

/** What outlives a page: the session, and messages that the server has not confirmed. Shared by all tabs. */
export interface Storage {
  token(): string | null;
  setToken(token: string | null): void;
  pending(): readonly Pending[];
  setPending(pending: readonly Pending[]): void;
  /** What was typed and not sent yet. */
  draft(): string;
  setDraft(text: string): void;
  onChange(listener: () => void): void;
}

/** Where the page may store nothing, the chat lasts as long as the page. */
export const openStorage = (name: string): Storage => {
  const memory = new Map<string, string>();
  const get = (key: string): string | null => {
    try {
      return localStorage.getItem(`${name}.${key}`);
    } catch {
      return memory.get(key) ?? null;
    }
  };
  const set = (key: string, value: string | null): void => {
    try {
      if (value === null) localStorage.removeItem(`${name}.${key}`);
      else localStorage.setItem(`${name}.${key}`, value);
    } catch {
      if (value === null) memory.delete(key);
      else memory.set(key, value);
    }
  };
  return {
    token: () => get('token'),
    setToken: (token) => set('token', token),
    pending: () => pendingOf(get('pending')),
    setPending: (pending) => set('pending', JSON.stringify(pending)),
    draft: () => get('draft') ?? '',
    setDraft: (text) => set('draft', text === '' ? null : text),
    onChange: (listener) =>
      addEventListener('storage', ({ key }) => {
        if (key?.startsWith(name) === true) listener();
      }),
  };
};

const pendingOf = (text: string | null): readonly Pending[] => {
  try {
    return text === null ? [] : (JSON.parse(text) as Pending[]);
  } catch {
    return [];
  }
};
