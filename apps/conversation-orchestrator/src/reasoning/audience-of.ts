import type { RecordedEvent, Signals } from '@deskstream/conversation-domain';
import { conversationDecider, newConversation } from '@deskstream/conversation-domain';
import { fold } from '@deskstream/kernel';
import type { Audience } from '@deskstream/port-knowledge';

/** Whom articles are looked for: by what the log knows of the customer. */
export const audienceOf = (
  events: readonly RecordedEvent[],
  signals: Signals | undefined,
): Audience => {
  const { channel, attributes } = fold(conversationDecider, newConversation, events);
  return {
    ...(channel === null ? {} : { channel }),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, { value }]) => [name, String(value)]),
    ),
    ...(signals?.language === undefined ? {} : { language: signals.language }),
  };
};
