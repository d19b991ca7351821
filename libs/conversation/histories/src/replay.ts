import { readFileSync } from 'node:fs';
import { applyRecord, emptyHead, stateHash } from '@deskstream/contracts';

/** One line of a history. `value` is the event's bytes as text. */
export interface StoredEvent {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

export interface Replayed {
  readonly events: number;
  readonly lastHash: string;
  readonly stateHash: string;
  /** How each customer message ended, by its id. */
  readonly outcomes: Readonly<Record<string, string>>;
}

export const readHistory = (path: string | URL): readonly StoredEvent[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as StoredEvent);

/** Folds a history from its first event. Throws where sequence, hash chain or a recorded state break. */
export const replay = (history: readonly StoredEvent[]): Replayed => {
  const encoder = new TextEncoder();
  const outcomes: Record<string, string> = {};
  let head = emptyHead();
  for (const { key, headers, value } of history) {
    const applied = applyRecord(head, { key, headers, value: encoder.encode(value) });
    if (!applied.ok) throw new Error(`${key}: ${applied.because}`);
    head = applied.value.head;
    const { event } = applied.value.event;
    if (event.type === 'MessagesSettled')
      for (const messageId of event.data.messageIds) outcomes[messageId] = event.data.outcome;
  }
  return { events: head.seq, lastHash: head.hash, stateHash: stateHash(head.state), outcomes };
};
