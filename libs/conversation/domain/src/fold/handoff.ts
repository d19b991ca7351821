import type { Conversation, Handoff } from '../state';
import type { HandoffStep } from '../vocabulary';
import type { Evolution, Evolutions } from './evolution';
import { errandEnded } from './evolution';
import { own } from './ownership';
import { withPosted } from './work';

/** The handoff saga: one step after the other; a request outside of it is an errand of its own. */
export const handoffEvolutions = {
  HandoffRequested: (state, { data }) => ({
    ...state,
    awaiting: state.awaiting.filter((messageId) => !data.messageIds.includes(messageId)),
    handoff: {
      cause: data.cause,
      summary: data.summary,
      messageIds: data.messageIds,
      steps: data.steps,
      commandId: null,
      noted: false,
      contactId: null,
    },
  }),
  NoteRequested: (state, { id }) => asked(state, 'note', id),
  NoteDelivered: (state, { data }) => ({
    ...ended(state, 'note', data.commandId, { noted: true }),
    posted: withPosted(state, data.vendorMessageId),
  }),
  NoteFailed: (state, { data }) => ended(state, 'note', data.commandId),
  TagRequested: (state, { id }) => asked(state, 'tag', id),
  TagDelivered: (state, { data }) => ended(state, 'tag', data.commandId),
  TagFailed: (state, { data }) => ended(state, 'tag', data.commandId),
  ContactRequested: (state, { id }) => asked(state, 'contact', id),
  ContactFound: (state, { data }) =>
    ended(state, 'contact', data.commandId, { contactId: data.contactId }),
  ContactSkipped: (state) => stepped(state, 'contact'),
  TicketRequested: (state, { id }) => asked(state, 'ticket', id),
  TicketCreated: (state, { at, data }) => ({
    ...ended(state, 'ticket', data.commandId),
    ticket: { ticketId: data.ticketId, updatedAt: at, pending: [] },
  }),
  TicketSkipped: (state) => stepped(state, 'ticket'),
  TicketUpdateRequested: (state, { id, at }) => ({
    ...state,
    errands: { ...state.errands, [id]: 'ticket-update' },
    ticket: state.ticket === null ? null : { ...state.ticket, updatedAt: at, pending: [] },
  }),
  TicketUpdated: (state, { data }) => errandEnded(state, data.commandId),
  TicketUpdateFailed: (state, { data }) => errandEnded(state, data.commandId),
  HandoffMessageRequested: (state, { id }) => asked(state, 'message', id),
  HandoffMessageDelivered: (state, { data }) => ({
    ...ended(state, 'message', data.commandId),
    posted: withPosted(state, data.vendorMessageId),
  }),
  HandoffMessageSkipped: (state) => stepped(state, 'message'),
  UnassignRequested: (state, { id }) => asked(state, 'unassign', id),
  AssignRequested: (state, { id }) => asked(state, 'assign', id),
  HandoffConfirmed: (state, event) => letGoOf(handedOff(state, event), event),
  HandoffContested: (state, event) =>
    event.data.confirmed === undefined ? handedOff(state, event) : state,
  HandoffFailed: (state, { id, data }) =>
    state.handoff?.commandId === data.commandId ? withPeople(state, id) : state,
} satisfies Evolutions;

const ERRANDS = { note: 'resolution-note', tag: 'assist-tag' } as const;

/** A note or tag that no handoff waits for belongs to a resolution or a suggestion. */
const asked = (state: Conversation, step: HandoffStep, commandId: string): Conversation => {
  if (state.handoff?.steps[0] === step && state.handoff.commandId === null)
    return { ...state, handoff: { ...state.handoff, commandId } };
  return step === 'note' || step === 'tag'
    ? { ...state, errands: { ...state.errands, [commandId]: ERRANDS[step] } }
    : state;
};

const ended = (
  state: Conversation,
  step: HandoffStep,
  commandId: string,
  change: Partial<Handoff> = {},
): Conversation =>
  state.handoff?.commandId === commandId
    ? stepped({ ...state, handoff: { ...state.handoff, ...change } }, step)
    : errandEnded(state, commandId);

const stepped = (state: Conversation, step: HandoffStep): Conversation =>
  state.handoff?.steps[0] === step
    ? {
        ...state,
        handoff: { ...state.handoff, commandId: null, steps: state.handoff.steps.slice(1) },
      }
    : state;

const handedOff: Evolution<'HandoffConfirmed' | 'HandoffContested'> = (state, { id, data }) => {
  const at = data.vendorAt ?? state.assigneeAsOf;
  return own(withPeople(state, id, at), data.assignee ?? { kind: 'nobody' }, at, true);
};

/** News of the vendor by then; logs of before know no window. */
const letGoOf: Evolution<'HandoffConfirmed'> = (state, { data: { commandId, letGo } }) =>
  letGo === undefined || state.withPerson === null
    ? state
    : { ...state, withPerson: { ...state.withPerson, letGo: { commandId, ...letGo } } };

/** From here the conversation is the team's, whoever of them. */
const withPeople = (state: Conversation, since: string, at = state.assigneeAsOf): Conversation => ({
  ...state,
  handoff: null,
  repliesInARow: 0,
  personSince: Math.max(state.personSince, at),
  withPerson: { since, how: 'handed-off' },
});
