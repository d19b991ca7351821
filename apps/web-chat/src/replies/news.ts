import type { EventRecord } from '@deskstream/contracts';
import type { EventType, RecordedEvent } from '@deskstream/conversation-domain';
import type { ConversationRef } from '@deskstream/kernel';
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

export interface OfTicket {
  readonly kind: 'ticket';
  readonly workspace: string;
  readonly ticket: string;
  /** The web chat it was made for; `null`: it belongs to a conversation of another help desk. */
  readonly conversation: string | null;
}

/** What an event means for replies to web chats. */
export type News =
  | OfTicket
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** Seen by teammates only (S050). */
  | { readonly kind: 'internal'; readonly workspace: string; readonly ticket: string }
  /** A ticket that could not be made is asked for again under this id. */
  | { readonly kind: 'ticket-redriven'; readonly commandId: string }
  | {
      readonly kind: 'redrive-delivered';
      readonly commandId: string;
      readonly ticket: OfTicket;
    };

/** `null`: nothing. */
export const newsOf = ({ envelope, event }: EventRecord): News | null => {
  const of = parsePartitionKey(envelope.subject);
  if (of === null) return null;
  const about = NEWS[event.type as keyof typeof NEWS] as About<RecordedEvent> | undefined;
  return about?.(event, of) ?? null;
};

/** Events of other types mean nothing. */
export const isOfInterest = (type: string | undefined): boolean =>
  type !== undefined && type in NEWS;

type About<E> = (event: E, of: ConversationRef) => News | null;
type Of<K extends EventType> = Extract<RecordedEvent, { readonly type: K }>;

const ticketOf = (
  { workspace, vendor, conversation }: ConversationRef,
  ticket: string,
): OfTicket => ({
  kind: 'ticket',
  workspace,
  ticket,
  conversation: vendor === WEB_CHAT ? conversation : null,
});

const WEB_CHAT = 'web-chat';

const said: About<Of<'TeammateMessageReceived'>> = ({ data }, { workspace, vendor }) => {
  const { ticket, visibility, messageId, text, author } = data;
  if (vendor === WEB_CHAT || ticket === undefined || data.byAi) return null;
  return visibility === 'note'
    ? { kind: 'internal', workspace, ticket }
    : { kind: 'reply', reply: { workspace, ticket, messageId, text, author } };
};

const redriven: About<Of<'RedriveDelivered'>> = ({ data }, of) => {
  const { commandId, vendorMessageId } = data;
  if (vendorMessageId === undefined) return null;
  return { kind: 'redrive-delivered', commandId, ticket: ticketOf(of, vendorMessageId) };
};

const NEWS = {
  TicketCreated: ({ data }: Of<'TicketCreated'>, of: ConversationRef) =>
    ticketOf(of, data.ticketId),
  TeammateMessageReceived: said,
  RedriveRequested: ({ data, id }: Of<'RedriveRequested'>) =>
    data.kind === 'ticket' ? { kind: 'ticket-redriven' as const, commandId: id } : null,
  RedriveDelivered: redriven,
};
