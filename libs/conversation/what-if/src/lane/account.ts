import type { EventData, EventType, RecordedEvent } from '@deskstream/conversation-domain';

/** What became of one customer message. */
export interface MessageAccount {
  readonly messageId: string;
  /** When it was learned of (ms). */
  readonly at: number;
  readonly text: string;
  /** `answer`, or `stay-silent: owned-by-ai, then answer` where it was judged again. */
  verdict: string;
  outcome: string;
  reason: string;
  /** Cause of the handoff that it led to, or empty. */
  handoff: string;
  /** What was said to the customer, or drafted for a person; empty: nothing. */
  reply: string;
  /** Titles of what the reply rests on. */
  sources: readonly string[];
  /** Made but kept back, and why. */
  withheld: string;
  settledAt: number | null;
}

/** One session, told as decisions. */
export interface Account {
  readonly messages: readonly MessageAccount[];
  /** What else was asked of the help desk, in order: `tag deskstream_handed_off`, `close` … */
  readonly effects: readonly string[];
}

export const accountOf = (events: readonly RecordedEvent[]): Account => {
  const accounts = new Map<string, MessageAccount>();
  const effects: string[] = [];
  const requests = new Map<string, readonly string[]>();
  for (const event of events) {
    const telling = { accounts, effects, requests, event };
    (TOLD[event.type] as ((telling: Telling, data: unknown) => void) | undefined)?.(
      telling,
      event.data,
    );
  }
  return { messages: [...accounts.values()], effects };
};

interface Telling {
  readonly accounts: Map<string, MessageAccount>;
  readonly effects: string[];
  /** Messages of each reply and draft, by its command. */
  readonly requests: Map<string, readonly string[]>;
  readonly event: RecordedEvent;
}

const change = (
  { accounts }: Telling,
  messageIds: readonly string[],
  changed: Partial<MessageAccount>,
): void => {
  for (const messageId of messageIds) {
    const account = accounts.get(messageId);
    if (account !== undefined) Object.assign(account, changed);
  }
};

const drafted = (
  telling: Telling,
  { messageIds, text, sources }: EventData<'ReplyRequested'>,
): void => {
  telling.requests.set(telling.event.id, messageIds);
  change(telling, messageIds, { reply: text, sources: sources.map(({ title }) => title) });
};

const withheld = (telling: Telling, commandId: string, because: string): void =>
  change(telling, telling.requests.get(commandId) ?? [], { reply: '', withheld: because });

const TOLD: {
  readonly [K in EventType]?: (telling: Telling, data: EventData<K>) => void;
} = {
  CustomerMessageReceived: ({ accounts, event: { at } }, { messageId, text }) => {
    accounts.set(messageId, {
      ...{ messageId, at, text, verdict: '', outcome: 'open', reason: '', handoff: '' },
      ...{ reply: '', sources: [], withheld: '', settledAt: null },
    });
  },
  MessageJudged: (telling, { messageId, verdict, reason }) => {
    const judged = verdict === reason ? verdict : `${verdict}: ${reason}`;
    const before = telling.accounts.get(messageId)?.verdict ?? '';
    if (before === judged || before.endsWith(`, then ${judged}`)) return;
    change(telling, [messageId], { verdict: before === '' ? judged : `${before}, then ${judged}` });
  },
  ReplyRequested: drafted,
  SuggestionRequested: drafted,
  ReplyWithheld: (telling, { commandId, because }) => withheld(telling, commandId, because),
  ReplyFailed: (telling, { commandId, code }) => withheld(telling, commandId, code),
  HandoffRequested: (telling, { cause, messageIds }) => {
    change(telling, messageIds, { handoff: cause });
    telling.effects.push(`hand off: ${cause}`);
  },
  MessagesSettled: (telling, { messageIds, outcome, reason }) =>
    change(telling, messageIds, { outcome, reason, settledAt: telling.event.at }),
  MessagesReopened: (telling, { messageIds }) =>
    change(telling, messageIds, { outcome: 'open', reason: '', settledAt: null }),
  TagRequested: ({ effects }, { tag }) => effects.push(`tag ${tag}`),
  NoteRequested: ({ effects }) => effects.push('note'),
  TicketRequested: ({ effects }) => effects.push('ticket'),
  TicketUpdateRequested: ({ effects }) => effects.push('ticket update'),
  HandoffMessageRequested: ({ effects }, { text }) => effects.push(`tell the customer: ${text}`),
  UnassignRequested: ({ effects }) => effects.push('unassign'),
  AssignRequested: ({ effects }, { to }) =>
    effects.push(`assign to ${to.kind}${'id' in to ? ` ${to.id}` : ''}`),
  ArchiveRequested: ({ effects }) => effects.push('close'),
  ProfileRequested: ({ effects }, { companies }) => effects.push(`profile, companies ${companies}`),
  ResolutionReached: ({ effects }, { how }) => effects.push(`resolved: ${how}`),
};
