import type { EventRecord } from '@deskstream/contracts';
import type { EventData } from '@deskstream/conversation-domain';
import { parsePartitionKey } from '@deskstream/kernel';

/** A person's public answer on a ticket. */
export interface Reply {
  readonly workspace: string;
  readonly ticket: string;
  /** The help desk's id of the message; the same however often it is told. */
  readonly messageId: string;
  readonly text: string;
  readonly author: { readonly id: string; readonly name?: string };
}

/** What an event means for replies to web chats. */
export type News =
  | {
      readonly kind: 'ticket';
      readonly workspace: string;
      readonly ticket: string;
      /** The web chat it was made for; `null`: it belongs to a conversation of another help desk. */
      readonly conversation: string | null;
    }
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** Seen by teammates only (S050). */
  | { readonly kind: 'internal'; readonly workspace: string; readonly ticket: string }
  /** A ticket that could not be made is asked for again under this id. */
  | { readonly kind: 'ticket-redriven'; readonly commandId: string }
  | {
      readonly kind: 'redrive-delivered';
      readonly commandId: string;
      readonly ticket: Extract<News, { readonly kind: 'ticket' }>;
    };

/** `null`: nothing. */
export const newsOf = ({ envelope, event }: EventRecord): News | null => {
  const ref = parsePartitionKey(envelope.subject);
  if (ref === null) return null;
  const { workspace } = ref;
  const conversation = ref.vendor === WEB_CHAT ? ref.conversation : null;
  switch (event.type) {
    case 'TicketCreated':
      return { kind: 'ticket', workspace, conversation, ticket: event.data.ticketId };
    case 'TeammateMessageReceived':
      return ref.vendor === WEB_CHAT ? null : said(workspace, event.data);
    case 'RedriveRequested':
      return event.data.kind === 'ticket' ? { kind: 'ticket-redriven', commandId: event.id } : null;
    case 'RedriveDelivered':
      return redriven(event.data, { kind: 'ticket', workspace, conversation, ticket: '' });
    default:
      return null;
  }
};

const WEB_CHAT = 'web-chat';

const said = (workspace: string, data: EventData<'TeammateMessageReceived'>): News | null => {
  const { ticket, visibility, messageId, text, author } = data;
  if (ticket === undefined || data.byAi) return null;
  return visibility === 'note'
    ? { kind: 'internal', workspace, ticket }
    : { kind: 'reply', reply: { workspace, ticket, messageId, text, author } };
};

const redriven = (
  { commandId, vendorMessageId }: EventData<'RedriveDelivered'>,
  about: Extract<News, { readonly kind: 'ticket' }>,
): News | null =>
  vendorMessageId === undefined
    ? null
    : { kind: 'redrive-delivered', commandId, ticket: { ...about, ticket: vendorMessageId } };
