import type { Decider } from '@deskstream/kernel';
import { decide } from './decide/decide';
import type { ConversationEvent, RecordedEvent } from './events';
import { evolve } from './fold/evolve';
import type { ConversationInput } from './inputs';
import type { ConversationSettings } from './settings';
import type { Conversation } from './state';
import { newConversation } from './state';

/** `decide` gives events without ids; the fold takes them recorded, with ids. */
export interface ConversationDecider extends Omit<
  Decider<ConversationInput, ConversationEvent, Conversation, ConversationSettings>,
  'evolve'
> {
  evolve(state: Conversation, event: RecordedEvent): Conversation;
}

/** One conversation: what it is, and what follows from each input. Pure. */
export const conversationDecider: ConversationDecider = {
  initialState: newConversation,
  decide,
  evolve,
};
