import { encodeData, encodeEvent } from '@deskstream/contracts';
import type { ConversationEvent } from '@deskstream/conversation-domain';
import { partitionKey } from '@deskstream/kernel';
import type { Draft } from '@deskstream/port-event-log';

let told = 0;

/** An event as it stands in the log, of a conversation of workspace `acme`. */
export const toldOf = (
  vendor: string,
  conversation: string,
  { type, data }: ConversationEvent,
  id = `ev_${(told += 1)}`,
): Draft => {
  const subject = partitionKey({ workspace: 'acme', vendor, conversation });
  const envelope = {
    ...{ id, type, subject, source: '/conversation-orchestrator', time: 1, schemaVersion: 1 },
    ...{ correlationId: 'co_1', causationId: 'in_1', seq: 1, prevHash: 'none', cause: '0:1' },
    settingsVersion: 1,
  };
  return encodeEvent(envelope, encodeData(data));
};

export const ticketCreated = (vendor: string, conversation: string, ticketId: string): Draft =>
  toldOf(vendor, conversation, {
    type: 'TicketCreated',
    data: { commandId: `cmd-${ticketId}`, attempts: 1, ticketId },
  });

export interface Said {
  readonly thread: string;
  readonly ticket: string;
  readonly messageId: string;
  readonly text: string;
  readonly visibility?: 'public' | 'note';
}

/** A person wrote in a HubSpot thread of a ticket. */
export const personSaid = ({ thread, visibility = 'public', ...said }: Said): Draft =>
  toldOf('hubspot', thread, {
    type: 'TeammateMessageReceived',
    data: {
      ...said,
      visibility,
      byAi: false,
      author: { id: 'A-55502', name: 'Rosa' },
      vendorAt: 5,
    },
  });
