import type { ConversationEvent, EventData, EventType } from '../events';
import { evolve } from '../fold/evolve';
import type { ConversationInput, InputType } from '../inputs';
import type { ConversationSettings } from '../settings';
import type { Conversation } from '../state';

export type InputOf<K extends InputType> = Extract<ConversationInput, { type: K }>;

/** Decides one kind of input. `input.at` is the only clock. */
export type DecideOn<K extends InputType> = (
  input: InputOf<K>,
  state: Conversation,
  settings: ConversationSettings,
) => Events;

export type Events = readonly ConversationEvent[];

/** Where and when something is decided that several inputs can lead to. */
export interface Situation {
  readonly state: Conversation;
  readonly settings: ConversationSettings;
  readonly at: number;
}

export const event = <K extends EventType>(type: K, data: EventData<K>): ConversationEvent =>
  ({ type, data }) as ConversationEvent;

export const ignored = (inputType: InputType, because: string): Events => [
  event('InputIgnored', { inputType, because }),
];

/** The state after these events, for what is decided next in the same step; ids are not real yet. */
export const after = (state: Conversation, events: Events, at: number): Conversation =>
  events.reduce((folded, next) => evolve(folded, { ...next, id: 'undecided', at }), state);

/** Events, and what follows from the state that they lead to. */
export const then = (
  situation: Situation,
  events: Events,
  next: (situation: Situation) => Events,
): Events => [
  ...events,
  ...next({ ...situation, state: after(situation.state, events, situation.at) }),
];

export const optional = <K extends string, V>(name: K, value: V | null | undefined) =>
  (value === undefined || value === null ? {} : { [name]: value }) as { [P in K]?: V };
