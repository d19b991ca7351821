export { conversationDecider } from './conversation.decider';
export type { ConversationDecider } from './conversation.decider';
export { eventSchemas } from './events';
export type { ConversationEvent, EventData, EventType, RecordedEvent } from './events';
export { inputSchemas } from './inputs';
export type { ConversationInput, InputData, InputType } from './inputs';
export { ConversationSettings, defaultConversationSettings } from './settings';
export { newConversation } from './state';
export type { Conversation, Handoff, OpenTimer } from './state';
export {
  Assignee,
  Attachment,
  Channel,
  Check,
  HandoffCause,
  SettledOutcome,
  Source,
} from './vocabulary';
