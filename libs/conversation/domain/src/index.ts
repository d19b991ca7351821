export { conversationDecider } from './conversation.decider';
export type { ConversationDecider } from './conversation.decider';
export { eventSchemas } from './events';
export type { ConversationEvent, EventData, EventType, RecordedEvent } from './events';
export { HANDOFF_CAUSES } from './decide/handoff-words';
export { evolve } from './fold/evolve';
export { inputSchemas } from './inputs';
export type { ConversationInput, InputData, InputType } from './inputs';
export { unreachable } from './reachability';
export type { ReplyChannel } from './reachability';
export {
  ConversationSettings,
  defaultConversationSettings,
  OfficeHours,
  Topic,
  vendorRules,
} from './settings';
export type { RulesDraft } from './settings';
export { suggestionNote } from './suggestion-note';
export { FOLD_VERSION, newConversation } from './state';
export type { Conversation, Handoff, OpenTimer } from './state';
export {
  Assignee,
  Attachment,
  Attributes,
  Channel,
  Check,
  Company,
  Contact,
  HandoffCause,
  SessionMode,
  SettledOutcome,
  Signals,
  Source,
} from './vocabulary';
