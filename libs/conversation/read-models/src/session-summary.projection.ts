import type { Assignee, Channel, RecordedEvent } from '@deskstream/conversation-domain';
import { previewOf } from './preview';

/** One session in a list. Times in milliseconds since the epoch. */
export interface SessionSummary {
  readonly seq: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly channel: Channel | null;
  readonly status: 'open' | 'closed' | 'deleted';
  /** Who has the conversation. */
  readonly owner: 'ai' | 'person' | 'nobody';
  readonly assignee: Assignee | null;
  /** What the AI is doing about it. */
  readonly phase:
    'idle' | 'awaiting-assignment' | 'waiting' | 'thinking' | 'replying' | 'handing-off';
  readonly customer: string | null;
  /** The customer's address, where the vendor told it. */
  readonly email: string | null;
  readonly lastText: string;
  readonly messages: number;
  readonly replies: number;
  readonly handoffs: number;
  /** Outcome and reason of the customer messages settled last. */
  readonly outcome: { readonly outcome: string; readonly reason: string } | null;
  /** Since when a customer waits for an outcome. */
  readonly waitingSince: number | null;
}

export const emptySummary: SessionSummary = {
  seq: 0,
  firstAt: 0,
  lastAt: 0,
  channel: null,
  status: 'open',
  owner: 'nobody',
  assignee: null,
  phase: 'idle',
  customer: null,
  email: null,
  lastText: '',
  messages: 0,
  replies: 0,
  handoffs: 0,
  outcome: null,
  waitingSince: null,
};

/** Takes events in order; one that was taken already (`seq`) changes nothing. */
export const summarise = (
  summary: SessionSummary,
  { seq, event }: { readonly seq: number; readonly event: RecordedEvent },
): SessionSummary => {
  if (seq <= summary.seq) return summary;
  return {
    ...summary,
    ...changeOf(summary, event),
    seq,
    firstAt: summary.seq === 0 ? event.at : summary.firstAt,
    lastAt: Math.max(summary.lastAt, event.at),
  };
};

type Change = Partial<SessionSummary>;

const changeOf = (summary: SessionSummary, event: RecordedEvent): Change => {
  const change = CHANGES[event.type] as
    ((summary: SessionSummary, event: RecordedEvent) => Change) | undefined;
  return change?.(summary, event) ?? {};
};

const CHANGES: {
  readonly [K in RecordedEvent['type']]?: (
    summary: SessionSummary,
    event: Extract<RecordedEvent, { type: K }>,
  ) => Change;
} = {
  CustomerMessageReceived: (summary, { at, data }) => ({
    status: 'open',
    channel: summary.channel ?? data.channel,
    customer: data.author.name ?? summary.customer,
    email: data.contact?.email ?? summary.email,
    lastText: previewOf(data.text),
    messages: summary.messages + 1,
    waitingSince: summary.waitingSince ?? at,
    ...(summary.assignee === null && data.ownership !== undefined
      ? ownedBy(data.ownership.assignee)
      : {}),
  }),
  TeammateMessageReceived: (_summary, { data }) =>
    data.visibility === 'public' ? { lastText: previewOf(data.text) } : {},
  ProfileRead: (summary, { data }) => ({ email: data.contact.email ?? summary.email }),
  AssigneeChanged: (_summary, { data }) => ownedBy(data.assignee),
  ConversationClosed: () => ({ status: 'closed', phase: 'idle' }),
  ConversationReopened: () => ({ status: 'open' }),
  ConversationDeleted: () => ({ status: 'deleted', phase: 'idle' }),
  TimerSet: (_summary, { data }) => (data.name === 'answer' ? { phase: 'waiting' } : {}),
  MessageJudged: (_summary, { data }) =>
    data.verdict === 'await-assignment' ? { phase: 'awaiting-assignment' } : {},
  MessagesReopened: (_summary, { at }) => ({ waitingSince: at, outcome: null }),
  ReasoningRequested: () => ({ phase: 'thinking' }),
  ReasoningSuperseded: () => ({ phase: 'waiting' }),
  ReplyRequested: (_summary, { data }) => ({
    phase: 'replying',
    lastText: previewOf(data.text),
  }),
  ReplyDelivered: (summary) => ({ phase: 'idle', replies: summary.replies + 1 }),
  ReplyWithheld: () => ({ phase: 'idle' }),
  ReplyFailed: () => ({ phase: 'idle' }),
  HandoffRequested: (summary) => ({ phase: 'handing-off', handoffs: summary.handoffs + 1 }),
  SuggestionRequested: () => ({ phase: 'replying' }),
  SuggestionDelivered: () => ({ phase: 'idle' }),
  SuggestionWithheld: () => ({ phase: 'idle' }),
  SuggestionFailed: () => ({ phase: 'idle' }),
  HandoffConfirmed: (_summary, { data }) => ({
    phase: 'idle',
    owner: 'person',
    assignee: data.assignee ?? { kind: 'nobody' },
  }),
  HandoffContested: (_summary, { data }) => ({ phase: 'idle', ...ownedBy(data.assignee) }),
  HandoffFailed: () => ({ phase: 'idle', owner: 'person' }),
  PersonTookOver: () => ({ phase: 'idle', owner: 'person' }),
  HandedBackToAi: () => ({ owner: 'ai' }),
  MessagesSettled: (_summary, { data }) => ({
    outcome: { outcome: data.outcome, reason: data.reason },
    waitingSince: null,
  }),
};

const ownedBy = (assignee: Assignee): Change => {
  if (assignee.kind === 'ai' || assignee.kind === 'nobody')
    return { assignee, owner: assignee.kind };
  return { assignee, owner: 'person' };
};
