import type { ConversationEvent } from '../events';
import type { ConversationSettings } from '../settings';
import type { Conversation, Handoff } from '../state';
import type { HandoffCause, HandoffStep } from '../vocabulary';
import type { Events, Situation } from './decision';
import { event, optional, then } from './decision';
import { noteOf } from './handoff-words';
import { cancelResolution, settle, stopThinking } from './silence';

export interface HandoffReason {
  readonly messageIds: readonly string[];
  readonly cause: HandoffCause;
  readonly summary: string;
}

/** Hands off where the workspace has this trigger on; else the messages end here, and the log says so. */
export const handOffIfTriggered = (situation: Situation, reason: HandoffReason): Events => {
  const trigger = TRIGGERS[reason.cause];
  if (trigger === undefined || situation.settings.handoff.triggers[trigger])
    return handOff(situation, reason);
  return settle(reason.messageIds, 'suppressed', `trigger-off:${reason.cause}`);
};

/** The saga begins: what is said and done step by step stands in the event. */
export const handOff = (
  situation: Situation,
  { messageIds, cause, summary }: HandoffReason,
): Events => {
  const begin = [
    ...stopThinking(situation.state, 'handed off'),
    ...cancelResolution(situation.state, 'handed off'),
    event('HandoffRequested', {
      cause,
      messageIds: [...messageIds],
      summary,
      steps: stepsOf(situation.settings),
    }),
  ];
  return then(situation, begin, nextStep);
};

/** Asks for the step that is next; a step that cannot be done is told of and passed over. */
export const nextStep = (situation: Situation): Events => {
  const { handoff } = situation.state;
  const step = handoff?.steps[0];
  if (handoff === null || step === undefined) return [];
  const asked = REQUESTS[step](handoff, situation);
  return isSkipped(asked) ? then(situation, [asked], nextStep) : [asked];
};

type Trigger = keyof ConversationSettings['handoff']['triggers'];

/** Causes without a trigger of their own always hand off. */
const TRIGGERS: Readonly<Partial<Record<HandoffCause, Trigger>>> = {
  'low-confidence': 'lowConfidence',
  'no-knowledge': 'lowConfidence',
  'human-requested': 'requestForPerson',
  frustration: 'frustration',
  'unproductive-loop': 'unproductiveLoop',
  'reasoning-failed': 'failure',
  'reply-failed': 'failure',
};

const stepsOf = ({ handoff: { note, tag, ticket, message, to } }: ConversationSettings) => {
  const steps: [boolean, HandoffStep][] = [
    [note, 'note'],
    [tag !== '', 'tag'],
    [ticket !== null && ticket.enabled, 'contact'],
    [ticket !== null, 'ticket'],
    [message !== '', 'message'],
    [to.kind === 'teammate' || to.kind === 'team', 'assign'],
    [to.kind === 'nobody' || to.kind === 'ai', 'unassign'],
  ];
  return steps.filter(([wanted]) => wanted).map(([, step]) => step);
};

type Ask = (handoff: Handoff, situation: Situation) => ConversationEvent;

const REQUESTS: Readonly<Record<HandoffStep, Ask>> = {
  note: (handoff) => event('NoteRequested', { text: noteOf(handoff) }),
  tag: (_handoff, { settings }) => event('TagRequested', { tag: settings.handoff.tag }),
  contact: (_handoff, { state }) => contactRequest(state),
  ticket: (handoff, { settings }) => ticketRequest(handoff, settings),
  message: (_handoff, { settings }) =>
    event('HandoffMessageRequested', { text: settings.handoff.message }),
  assign: (_handoff, { settings }) => event('AssignRequested', { to: settings.handoff.to }),
  unassign: () => event('UnassignRequested', {}),
};

/** S047: without an email there is no contact to find; the ticket goes without. */
const contactRequest = ({ contact }: Conversation): ConversationEvent =>
  contact?.email === undefined
    ? event('ContactSkipped', {
        code: 'HANDOFF.NO_EMAIL',
        because: 'the customer has no email address',
      })
    : event('ContactRequested', { email: contact.email, ...optional('name', contact.name) });

/** S045, S046. */
const ticketRequest = (
  handoff: Handoff,
  { handoff: { ticket, tag } }: ConversationSettings,
): ConversationEvent =>
  ticket === null || !ticket.enabled
    ? event('TicketSkipped', {
        code: 'HANDOFF.TICKETS_OFF',
        because: 'tickets are switched off in the settings',
      })
    : event('TicketRequested', {
        subject: `Handed off: ${handoff.cause}`,
        content: noteOf(handoff),
        transcript: ticket.transcript,
        ...optional('contactId', handoff.contactId),
        ...optional('owner', ticket.owner === '' ? null : ticket.owner),
        ...optional('tag', tag === '' ? null : tag),
      });

const isSkipped = ({ type }: ConversationEvent): boolean =>
  type === 'ContactSkipped' || type === 'TicketSkipped';
