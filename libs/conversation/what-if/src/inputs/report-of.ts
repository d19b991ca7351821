import type {
  Conversation,
  EventData,
  EventType,
  InputData,
  RecordedEvent,
} from '@deskstream/conversation-domain';
import type { Said } from './input-of';

type Report = InputData<'DispatchReported'>;
type Result = Report['result'];

export interface ReportTelling {
  readonly events: readonly RecordedEvent[];
  /** Before the decision: names the request that was under way. */
  readonly state: Conversation;
}

/** The dispatcher's report that a decision begins with, or `null`. */
export const reportOf = (telling: ReportTelling): Said | null => {
  const [first] = telling.events;
  if (first === undefined) return null;
  const result = (
    RESULTS[first.type] as ((data: unknown, telling: ReportTelling) => Result) | undefined
  )?.(first.data, telling);
  return result === undefined
    ? null
    : { type: 'DispatchReported', data: { ...commandIn(telling, first), result } };
};

type Ended = { readonly vendorMessageId?: string; readonly foundByReadBack: boolean };

const delivered = (data: Ended | object): Result => ({
  kind: 'delivered',
  foundByReadBack: 'foundByReadBack' in data ? data.foundByReadBack : false,
  ...('vendorMessageId' in data ? { vendorMessageId: data.vendorMessageId } : {}),
});

const failed = ({
  code,
  because,
}: {
  readonly code: string;
  readonly because: string;
}): Result => ({
  kind: 'failed',
  code,
  because,
});

const withheld = ({ because }: { readonly because: string }): Result => ({
  kind: 'withheld',
  because,
});

const nothingRead: Result = { kind: 'read', messages: 0, truncated: false };

const RESULTS: {
  readonly [K in EventType]?: (data: EventData<K>, telling: ReportTelling) => Result;
} = {
  ReplyDelivered: delivered,
  ReplyWithheld: ({ because }, { events }) => ({
    kind: 'withheld',
    because,
    ...ownerFound(events),
  }),
  ReplyFailed: failed,
  SuggestionDelivered: delivered,
  SuggestionWithheld: withheld,
  SuggestionFailed: failed,
  NoteDelivered: delivered,
  NoteFailed: failed,
  TagDelivered: delivered,
  TagFailed: failed,
  ContactFound: ({ contactId }) => ({ ...nothingAmiss, vendorMessageId: contactId }),
  ContactSkipped: failed,
  TicketCreated: ({ ticketId }) => ({ ...nothingAmiss, vendorMessageId: ticketId }),
  TicketSkipped: failed,
  TicketUpdated: delivered,
  TicketUpdateFailed: failed,
  HandoffMessageDelivered: delivered,
  HandoffMessageSkipped: failed,
  // Let go by us, or found to be somebody's already: only the former may be contested later.
  HandoffConfirmed: ({ assignee, vendorAt, letGo }) => ({
    ...(letGo === undefined ? { kind: 'withheld', because: '' } : nothingAmiss),
    ...present({ assignee, vendorAt }),
  }),
  HandoffContested: ({ assignee, afterMs, by, vendorAt }) => ({
    kind: 'contested',
    assignee,
    afterMs,
    ...present({ by, vendorAt }),
  }),
  HandoffFailed: failed,
  ThreadRead: ({ messages, truncated }) => ({ kind: 'read', messages, truncated }),
  ReadFailed: failed,
  ProfileDelivered: () => nothingRead,
  ProfileFailed: failed,
  ArchiveDelivered: delivered,
  ArchiveSkipped: withheld,
  ArchiveFailed: failed,
  RedriveDelivered: (data) => (data.foundByReadBack === undefined ? nothingRead : delivered(data)),
  RedriveWithheld: withheld,
  RedriveFailed: failed,
};

const nothingAmiss = { kind: 'delivered', foundByReadBack: false } as const;

/** A step that failed left no command id: it is the one that was under way. */
const commandIn = (
  { events, state }: ReportTelling,
  first: RecordedEvent,
): Pick<Report, 'commandId' | 'attempts'> => {
  const told = events.find(({ data }) => 'attempts' in data)?.data;
  const attempts = told !== undefined && 'attempts' in told ? told.attempts : 0;
  if ('commandId' in first.data) return { commandId: first.data.commandId, attempts };
  const underWay = first.type === 'SuggestionWithheld' ? state.suggestion : state.handoff;
  return { commandId: underWay?.commandId ?? '', attempts };
};

/** Who had the conversation when the dispatcher looked; told by the decision where it was a person. */
const ownerFound = (events: readonly RecordedEvent[]) => {
  const found = events.find(({ type }) => type === 'AssigneeChanged');
  return found?.type === 'AssigneeChanged'
    ? { assignee: found.data.assignee, vendorAt: found.data.vendorAt }
    : {};
};

const present = <T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
