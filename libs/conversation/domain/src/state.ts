import type { Assignee, Channel, HandoffCause } from './vocabulary';

/** A timer the log has set and not yet cancelled or fired. */
export interface OpenTimer {
  readonly timerId: string;
  readonly name: string;
  readonly dueAt: number;
}

export interface Handoff {
  readonly cause: HandoffCause;
  readonly messageIds: readonly string[];
  readonly phase: 'note' | 'unassign';
  /** The request under way; `null` between two events of one decision. */
  readonly commandId: string | null;
  readonly noted: boolean;
}

/** One conversation, folded. Plain JSON, so that its bytes can be compared and hashed. */
export interface Conversation {
  readonly status: 'new' | 'open' | 'closed' | 'deleted';
  readonly channel: Channel | null;
  readonly startedBy: 'customer' | 'teammate' | 'bot' | null;
  readonly assignee: Assignee | null;
  /** Vendor time (ms) of what `assignee` is based on; older news do not overwrite it. */
  readonly assigneeAsOf: number;
  /** Event that a person took over or a handoff ended with, until the AI is given the conversation back. */
  readonly withPerson: { readonly since: string; readonly how: string } | null;
  /** Customer messages without a terminal outcome, oldest first. */
  readonly open: readonly string[];
  /** Every customer message ever taken up, so that none is taken up twice. */
  readonly known: readonly string[];
  readonly timer: OpenTimer | null;
  readonly run: { readonly runId: string; readonly messageIds: readonly string[] } | null;
  readonly reply: {
    readonly commandId: string;
    readonly messageIds: readonly string[];
    readonly recalled: boolean;
  } | null;
  readonly handoff: Handoff | null;
  /** Vendor ids of what we posted, to recognise echoes. */
  readonly posted: readonly string[];
}

export const newConversation: Conversation = {
  status: 'new',
  channel: null,
  startedBy: null,
  assignee: null,
  assigneeAsOf: 0,
  withPerson: null,
  open: [],
  known: [],
  timer: null,
  run: null,
  reply: null,
  handoff: null,
  posted: [],
};
