import type {
  Assignee,
  Attributes,
  Channel,
  Contact,
  HandoffCause,
  HandoffStep,
  SessionMode,
} from './vocabulary';

/**
 * Counts up with every change that makes the fold give another state for the same events: recorded
 * states are compared within one version only (ADR 11).
 */
export const FOLD_VERSION = 2;

/** What the log sets timers for; at most one of each runs. */
export type TimerName = 'answer' | 'watchdog' | 'quiet' | 'resolution' | 'ticket';

/** A timer the log has set and not yet cancelled or fired. */
export interface OpenTimer {
  readonly timerId: string;
  readonly name: string;
  readonly dueAt: number;
}

export interface Handoff {
  readonly cause: HandoffCause;
  readonly summary: string;
  readonly messageIds: readonly string[];
  /** The step under way and those after it; the last one ends the handoff. */
  readonly steps: readonly HandoffStep[];
  /** The request under way; `null` between two events of one decision. */
  readonly commandId: string | null;
  readonly noted: boolean;
  /** Vendor id of the contact that the ticket is to be associated with. */
  readonly contactId: string | null;
}

export interface WithPerson {
  readonly since: string;
  readonly how: string;
  /** A handoff of ours that a rule may still contest: when we let go of it, and until when (vendor's times). */
  readonly letGo?: { readonly commandId: string; readonly at: number; readonly until: number };
}

/** A request that is on its way and settles these messages. */
export interface Outgoing {
  readonly commandId: string;
  readonly messageIds: readonly string[];
  readonly recalled: boolean;
}

/** What a request is for that settles no message. */
export type Errand =
  | 'assist-tag'
  | 'resolution-note'
  | 'close'
  | 'close-recalled'
  | 'ticket-update'
  | 'profile'
  | 'redrive';

/** One conversation, folded. Plain JSON, so that its bytes can be compared and hashed. Times are the vendor's (ms). */
export interface Conversation {
  readonly status: 'new' | 'open' | 'closed' | 'deleted';
  readonly statusAsOf: number;
  readonly mode: SessionMode;
  readonly channel: Channel | null;
  readonly startedBy: 'customer' | 'teammate' | 'bot' | null;
  readonly contact: Contact | null;
  /** The topic of the last message that had one, among those of the settings. */
  readonly topic: string | null;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly tags: Readonly<Record<string, TagState>>;
  readonly assignee: Assignee | null;
  /** Time of what `assignee` is based on; older news do not overwrite it. */
  readonly assigneeAsOf: number;
  /** The last assignment to the AI, or close: what people did before it is history. */
  readonly historyBefore: number;
  /** The last thing by which a person made the conversation theirs. */
  readonly personSince: number;
  /** Event that a person took over or a handoff ended with, until the AI is given the conversation back. */
  readonly withPerson: WithPerson | null;
  /** Customer messages without a terminal outcome, oldest first. */
  readonly open: readonly string[];
  /** Those of them that wait until the vendor assigns the conversation to the AI. */
  readonly awaiting: readonly string[];
  /** Messages that nobody answered because the conversation was not the AI's; taken up when it is. */
  readonly unanswered: readonly string[];
  /** Every message ever taken up, whoever wrote it, so that none is taken up twice. */
  readonly known: readonly string[];
  readonly lastMessageAt: number;
  readonly timers: Readonly<Partial<Record<TimerName, OpenTimer>>>;
  readonly run: {
    readonly runId: string;
    readonly messageIds: readonly string[];
    readonly purpose: 'reply' | 'suggestion';
  } | null;
  readonly reply: Outgoing | null;
  readonly suggestion: Outgoing | null;
  /** AI replies since a person, a handoff or a resolution. */
  readonly repliesInARow: number;
  /** The read of the thread under way, and the messages announced since it was asked for. */
  readonly reading: { readonly commandId: string; readonly again: readonly string[] } | null;
  readonly handoff: Handoff | null;
  /** The customer's profile was asked for. */
  readonly profiled: boolean;
  readonly errands: Readonly<Record<string, Errand>>;
  readonly ticket: Ticket | null;
  /** Vendor ids of what we posted, to recognise echoes. */
  readonly posted: readonly string[];
}

export interface Attribute {
  readonly value: Attributes[string];
  readonly asOf: number;
}

export interface TagState {
  readonly on: boolean;
  readonly asOf: number;
}

export interface Ticket {
  readonly ticketId: string;
  /** When it was last written to (ms, ours). */
  readonly updatedAt: number;
  /** What customers wrote since. */
  readonly pending: readonly string[];
}

export const newConversation: Conversation = {
  status: 'new',
  statusAsOf: 0,
  mode: 'autopilot',
  channel: null,
  startedBy: null,
  contact: null,
  topic: null,
  attributes: {},
  tags: {},
  assignee: null,
  assigneeAsOf: 0,
  historyBefore: 0,
  personSince: 0,
  withPerson: null,
  open: [],
  awaiting: [],
  unanswered: [],
  known: [],
  lastMessageAt: 0,
  timers: {},
  run: null,
  reply: null,
  suggestion: null,
  repliesInARow: 0,
  reading: null,
  handoff: null,
  profiled: false,
  errands: {},
  ticket: null,
  posted: [],
};
