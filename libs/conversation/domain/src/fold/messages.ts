import type { Conversation } from '../state';
import type { Evolutions } from './evolution';
import { same } from './evolution';
import { own, reopenedAt } from './ownership';

/** What was said, what became of it, and what of it is still open. */
export const messageEvolutions = {
  CustomerMessageReceived: (state, { data }) => ({
    ...reopenedAt(own(state, data.ownership?.assignee, data.ownership?.asOf, false), data.vendorAt),
    channel: state.channel ?? data.channel,
    startedBy: state.startedBy ?? data.startedBy,
    contact: data.contact ?? state.contact,
    open: [...state.open, data.messageId],
    ...heard(state, data),
    ...(state.ticket === null || data.context === true
      ? {}
      : { ticket: { ...state.ticket, pending: [...state.ticket.pending, data.text] } }),
  }),
  TeammateMessageReceived: (state, { data }) => ({
    ...state,
    status: state.status === 'new' ? 'open' : state.status,
    startedBy: state.startedBy ?? (data.visibility === 'public' ? 'teammate' : null),
    ...(data.visibility === 'public'
      ? { unanswered: [], personSince: Math.max(state.personSince, data.vendorAt) }
      : {}),
    ...heard(state, data),
  }),
  BotMessageReceived: (state, { data }) => ({
    ...state,
    startedBy: state.startedBy ?? 'bot',
    ...heard(state, data),
  }),
  EchoRecognised: (state, { data }) => ({ ...state, ...heard(state, data) }),
  MessageAnnounced: (state, { data }) =>
    state.reading === null
      ? state
      : {
          ...state,
          reading: { ...state.reading, again: [...state.reading.again, data.messageId] },
        },
  MessageRedacted: same,
  DeliverySuppressed: same,
  MessageJudged: (state, { data }) => ({
    ...state,
    topic: data.topic ?? state.topic,
    awaiting:
      data.verdict === 'await-assignment'
        ? [...state.awaiting, data.messageId]
        : state.awaiting.filter((messageId) => messageId !== data.messageId),
  }),
  MessagesReopened: (state, { data }) => ({
    ...state,
    open: [...state.open, ...data.messageIds],
    unanswered: state.unanswered.filter((messageId) => !data.messageIds.includes(messageId)),
  }),
  MessagesSettled: (state, { data }) => {
    const left = (messageIds: readonly string[]) =>
      messageIds.filter((messageId) => !data.messageIds.includes(messageId));
    return {
      ...state,
      open: left(state.open),
      awaiting: left(state.awaiting),
      unanswered:
        data.mayReopen === true ? [...state.unanswered, ...data.messageIds] : state.unanswered,
    };
  },
  InputIgnored: same,
} satisfies Evolutions;

const heard = (
  { known, lastMessageAt }: Conversation,
  { messageId, vendorAt }: { readonly messageId: string; readonly vendorAt: number },
): Pick<Conversation, 'known' | 'lastMessageAt'> => ({
  known: known.includes(messageId) ? known : [...known, messageId],
  lastMessageAt: Math.max(lastMessageAt, vendorAt),
});
