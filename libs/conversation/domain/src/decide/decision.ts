import type { ConversationEvent, EventData, EventType } from '../events';
import type { ConversationInput, InputType } from '../inputs';
import type { ConversationSettings } from '../settings';
import type { Conversation } from '../state';

export type InputOf<K extends InputType> = Extract<ConversationInput, { type: K }>;

/** Decides one kind of input. `input.at` is the only clock. */
export type DecideOn<K extends InputType> = (
  input: InputOf<K>,
  state: Conversation,
  settings: ConversationSettings,
) => readonly ConversationEvent[];

export const event = <K extends EventType>(type: K, data: EventData<K>): ConversationEvent =>
  ({ type, data }) as ConversationEvent;

export const ignored = (inputType: InputType, because: string): readonly ConversationEvent[] => [
  event('InputIgnored', { inputType, because }),
];
