import type { EventType, RecordedEvent } from '../events';
import type { Conversation } from '../state';

type Recorded<K extends EventType> = Extract<RecordedEvent, { type: K }>;

/** What one kind of event changes. */
export type Evolution<K extends EventType> = (
  state: Conversation,
  event: Recorded<K>,
) => Conversation;

export type EveryEvolution = { readonly [K in EventType]: Evolution<K> };

/** Some of them; that none is missing shows where they come together. */
export type Evolutions = Partial<EveryEvolution>;

export const same = (state: Conversation): Conversation => state;

export const without = <T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

export const errandEnded = (state: Conversation, commandId: string): Conversation => ({
  ...state,
  errands: without(state.errands, commandId),
});
