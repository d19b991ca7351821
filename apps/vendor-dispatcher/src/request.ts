import type { EventRecord } from '@deskstream/contracts';
import type { EventData, EventType } from '@deskstream/conversation-domain';
import { suggestionNote } from '@deskstream/conversation-domain';
import { urgencyOf } from '@deskstream/dispatch-domain';
import { parsePartitionKey } from '@deskstream/kernel';
import type { Selection } from '@deskstream/platform-worker';
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
  /** The request that this one makes again; its command is taken from the log (`take-up-again.step.ts`). */
  readonly redrives?: string;
  /** A redriven request whose first generation was given up in doubt: read back from here before anything is sent. */
  readonly lookFrom?: number;
}

/** A request that is made again, as the ledger keeps it. */
export type RedriveRequest = Omit<DispatchRequest, 'command'> & { readonly redrives: string };

/** Which events ask for a call. The event's id is the command's id. */
export const requestsOf = (record: EventRecord): Selection => {
  const { envelope, event } = record;
  if (event.type === 'DispatchRecalled')
    return { recall: [{ id: event.data.commandId, because: event.data.because }] };
  const asked = event.type === 'RedriveRequested' ? againOf(record, event.data) : callOf(record);
  if (asked === null) return {};
  const { payload, kind, urgency } = asked;
  const { workspace } = payload;
  const { seq, subject: key } = envelope;
  const lane = { queue: connectionOf(payload), kind, urgency };
  return { add: [{ id: event.id, key, workspace, ...lane, seq, dueAt: event.at, payload }] };
};

/** `null`: the event asks for no call. */
export const requestOf = (record: EventRecord): DispatchRequest | null => {
  const { envelope, event } = record;
  const ref = parsePartitionKey(envelope.subject);
  const command = ref === null ? null : commandOf(event, ref.conversation);
  return command === null
    ? null
    : { ...originOf(envelope), command, ...markOf(event, envelope.seq) };
};

const callOf = (record: EventRecord) => {
  const payload = requestOf(record);
  if (payload === null) return null;
  const { kind } = payload.command;
  const { recovers = false } = payload;
  return { payload, kind, urgency: urgencyOf(kind, { recovers }) };
};

/** What it asks for stands further up in the log; until it is looked up there, the kind is all that is known. */
const againOf = (
  { envelope }: EventRecord,
  { commandId, kind, lookFrom }: EventData<'RedriveRequested'>,
) => {
  const payload: RedriveRequest = {
    ...originOf(envelope),
    redrives: commandId,
    ...(lookFrom === undefined ? {} : { lookFrom }),
  };
  return { payload, kind, urgency: urgencyOf(kind) };
};

const originOf = ({ subject, correlationId, traceparent }: EventRecord['envelope']) => {
  const ref = parsePartitionKey(subject);
  return {
    vendor: ref?.vendor ?? '',
    workspace: ref?.workspace ?? '',
    correlationId,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
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
