import type { Conversation } from '../state';
import type { Assignee } from '../vocabulary';
import type { Evolutions } from './evolution';
import { same } from './evolution';

/** Whose conversation it is, and whether it goes on. Registers that the newest vendor time wins. */
export const ownershipEvolutions = {
  AssigneeChanged: (state, { data }) => {
    const { assignee, vendorAt } = data;
    const owned = own(state, assignee, vendorAt, true);
    if (assignee.kind === 'ai')
      return { ...owned, historyBefore: Math.max(owned.historyBefore, vendorAt) };
    return assignee.kind === 'nobody'
      ? owned
      : { ...owned, personSince: Math.max(owned.personSince, vendorAt) };
  },
  ConversationClosed: (state, { data: { vendorAt } }) => ({
    ...(isOldClose(state, vendorAt)
      ? state
      : { ...state, status: 'closed', statusAsOf: vendorAt, unanswered: [], repliesInARow: 0 }),
    historyBefore: Math.max(state.historyBefore, vendorAt),
    withPerson: vendorAt < state.personSince ? state.withPerson : null,
  }),
  ConversationReopened: (state, { data }) => reopenedAt(state, data.vendorAt),
  ConversationDeleted: (state) => ({ ...state, status: 'deleted' }),
  PersonTookOver: (state, { id, data }) => ({
    ...state,
    repliesInARow: 0,
    personSince: Math.max(state.personSince, data.vendorAt ?? state.assigneeAsOf),
    withPerson: { since: id, how: data.how },
  }),
  HandedBackToAi: (state, { data }) => ({
    ...state,
    withPerson: null,
    repliesInARow: 0,
    historyBefore: Math.max(state.historyBefore, data.vendorAt ?? state.personSince),
  }),
  SessionModeSet: (state, { data }) => ({ ...state, mode: data.mode }),
  DeadLetterRedriven: same,
  SessionExported: same,
} satisfies Evolutions;

/** Older news about the owner never overwrites newer; a snapshot must be newer, a fact may tie. */
export const own = (
  state: Conversation,
  assignee: Assignee | undefined,
  asOf: number | undefined,
  fact: boolean,
): Conversation => {
  if (assignee === undefined || asOf === undefined) return state;
  const news = fact ? asOf >= state.assigneeAsOf : asOf > state.assigneeAsOf;
  return news ? { ...state, assignee, assigneeAsOf: asOf } : state;
};

/**
 * Vendors' times have whole seconds: a close as old as what opened the conversation came before it, for
 * an unanswered customer is worse than one that is answered in a closed conversation.
 */
export const isOldClose = ({ status, statusAsOf }: Conversation, vendorAt: number): boolean =>
  status === 'deleted' || vendorAt < statusAsOf || (status === 'open' && vendorAt === statusAsOf);

/** A customer's message reopens as well. */
export const reopenedAt = (state: Conversation, at: number): Conversation => {
  if (state.status === 'deleted') return state;
  return at < state.statusAsOf ? state : { ...state, status: 'open', statusAsOf: at };
};
