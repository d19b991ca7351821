import { defaultConversationSettings } from '@deskstream/conversation-domain';
import { encodeInput, inputIdOf } from '@deskstream/contracts';
import { partitionKey } from '@deskstream/kernel';
import type { Draft } from '@deskstream/port-event-log';

/** The first message of a conversation gives three events. */
export const EVENTS_PER_INPUT = 3;

/** The first message of conversation `index`, or a later one of it. */
export const customerWrote = (index: number, messageId = `m${index}`): Draft => {
  const key = partitionKey({ workspace: 'bench', vendor: 'intercom', conversation: `c${index}` });
  return encodeInput(
    {
      id: inputIdOf(key, 'CustomerWrote', messageId),
      source: '/bench',
      subject: key,
      time: 1_789_632_000_000 + index,
      correlationId: `notif_${messageId}`,
      causationId: `notif_${messageId}`,
    },
    {
      type: 'CustomerWrote',
      data: {
        messageId,
        text: 'Hello, my export has been stuck since this morning. Can you help?',
        author: { id: 'u1' },
        channel: 'web',
        startedBy: 'customer',
        attachments: [],
        vendorAt: 1_789_632_000_000 + index,
      },
    },
  );
};

export const benchSettings = {
  current: (workspace: string) => ({
    workspace,
    version: 1,
    rules: { ...defaultConversationSettings, handleUnassigned: true },
    connections: [],
  }),
  connection: () => null,
  all: () => [],
};
