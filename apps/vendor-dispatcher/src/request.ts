import type { EventRecord } from '@deskstream/contracts';
import type { EventData, EventType } from '@deskstream/conversation-domain';
import { suggestionNote } from '@deskstream/conversation-domain';
import { urgencyOf } from '@deskstream/dispatch-domain';
import { parsePartitionKey } from '@deskstream/kernel';
import type { Selection } from '@deskstream/platform-work';
import type { VendorCommand } from '@deskstream/port-vendor';
import { connectionOf } from './connections';

/** A request of the log as the ledger keeps it. */
export interface DispatchRequest {
  readonly vendor: string;
  readonly workspace: string;
  readonly command: VendorCommand;
  readonly correlationId: string;
  readonly traceparent?: string;
  /** A ticket that tells what was said so far: up to this event of the conversation. */
  readonly transcriptTo?: number;
  /** What a read finds was not told by a webhook. */
  readonly recovers?: boolean;
  /** A redriven request whose first generation was given up in doubt: read back from here before anything is sent. */
  readonly lookFrom?: number;
}

/** Which events ask for a call. The event's id is the command's id. */
export const requestsOf = ({ envelope, event }: EventRecord): Selection => {
  if (event.type === 'DispatchRecalled')
    return { recall: [{ id: event.data.commandId, because: event.data.because }] };
  const ref = parsePartitionKey(envelope.subject);
  const command = ref === null ? null : commandOf(event, ref.conversation);
  if (ref === null || command === null) return {};
  const payload: DispatchRequest = {
    vendor: ref.vendor,
    workspace: ref.workspace,
    command,
    correlationId: envelope.correlationId,
    ...(envelope.traceparent === undefined ? {} : { traceparent: envelope.traceparent }),
    ...markOf(event, envelope.seq),
  };
  const { id, at: dueAt } = event;
  const { seq, subject: key } = envelope;
  const { recovers = false } = payload;
  const lane = {
    queue: connectionOf(ref),
    kind: command.kind,
    urgency: urgencyOf(command.kind, { recovers }),
  };
  return { add: [{ id, key, workspace: ref.workspace, ...lane, seq, dueAt, payload }] };
};

const markOf = (
  event: EventRecord['event'],
  seq: number,
): Pick<DispatchRequest, 'transcriptTo' | 'recovers'> => {
  if (event.type === 'TicketRequested' && event.data.transcript) return { transcriptTo: seq };
  const recovers = event.type === 'ReadRequested' && event.data.because === 'gap-suspected';
  return recovers ? { recovers } : {};
};

type Requests = { readonly [K in EventType]?: (data: EventData<K>) => Asked };

/** A command without its conversation. */
type Asked = WithoutConversation<VendorCommand>;
type WithoutConversation<C> = C extends VendorCommand ? Omit<C, 'conversation'> : never;

const REQUESTS: Requests = {
  ReplyRequested: ({ text }) => ({ kind: 'reply', text }),
  HandoffMessageRequested: ({ text }) => ({ kind: 'reply', text }),
  NoteRequested: ({ text }) => ({ kind: 'note', text }),
  SuggestionRequested: (draft) => ({ kind: 'note', text: suggestionNote(draft) }),
  TagRequested: ({ tag }) => ({ kind: 'tag', tag }),
  UnassignRequested: () => ({ kind: 'unassign' }),
  AssignRequested: ({ to }) =>
    to.kind === 'teammate' || to.kind === 'team' ? { kind: 'assign', to } : { kind: 'unassign' },
  ArchiveRequested: () => ({ kind: 'close' }),
  ContactRequested: ({ email, name }) => ({
    kind: 'ensure-contact',
    email,
    ...(name === undefined ? {} : { name }),
  }),
  TicketRequested: ({ subject, content, contactId, owner, tag }) => ({
    kind: 'ticket',
    subject,
    content,
    ...(contactId === undefined ? {} : { contactId }),
    ...(owner === undefined ? {} : { ownerId: owner }),
    ...(tag === undefined ? {} : { tag }),
  }),
  TicketUpdateRequested: ({ ticketId, content }) => ({ kind: 'update-ticket', ticketId, content }),
  ReadRequested: ({ since }) => ({ kind: 'read', since }),
  ProfileRequested: ({ contactId, companies }) => ({ kind: 'read-profile', contactId, companies }),
};

const commandOf = (event: EventRecord['event'], conversation: string): VendorCommand | null => {
  const request = REQUESTS[event.type] as ((data: unknown) => Asked) | undefined;
  return request === undefined ? null : { ...request(event.data), conversation };
};
