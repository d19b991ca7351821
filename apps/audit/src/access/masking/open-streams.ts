/** How many live streams each caller has open; each of them asks the database again and again. */
export interface OpenStreams {
  /** As many as one may have are open. */
  isFull(caller: string): boolean;
  opened(caller: string): void;
  closed(caller: string): void;
}

export const MOST_STREAMS = 30;

export const openStreams = (most: number = MOST_STREAMS): OpenStreams => {
  const open = new Map<string, number>();
  return {
    isFull: (caller) => (open.get(caller) ?? 0) >= most,
    opened: (caller) => void open.set(caller, (open.get(caller) ?? 0) + 1),
    closed: (caller) => {
      const left = (open.get(caller) ?? 0) - 1;
      if (left > 0) open.set(caller, left);
      else open.delete(caller);
    },
  };
};
