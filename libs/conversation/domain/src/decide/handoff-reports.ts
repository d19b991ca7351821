import type { ConversationEvent } from '../events';
import { peopleHaveIt } from '../policies/policy';
import type { Handoff } from '../state';
import type { HandoffStep } from '../vocabulary';
import type { Events, Situation } from './decision';
import { event, optional, then } from './decision';
import { nextStep } from './handing-off';
import type { Report } from './outcomes';
import { failureOf, receiptOf } from './outcomes';
import { settle } from './silence';
import { takeUpTheRest } from './thinking';

/** What became of the step under way; a step that failed does not stop the handoff. */
export const handoffReported = (situation: Situation, report: Report, handoff: Handoff): Events => {
  const step = handoff.steps[0];
  if (step === undefined || step === 'assign' || step === 'unassign')
    return then(situation, givenAway(situation, report, handoff), takeUpTheRest);
  return then(situation, [STEPS[step](report)], (next) => goOn(next, report));
};

/** A person who has the conversation by now is what the rest of the handoff was for. */
const goOn = (situation: Situation, { commandId, attempts }: Report): Events => {
  const { handoff, assignee } = situation.state;
  if (!peopleHaveIt(situation.state) || handoff === null) return nextStep(situation);
  const confirmed = [
    event('HandoffConfirmed', {
      commandId,
      attempts,
      noted: handoff.noted,
      ...optional('assignee', assignee),
    }),
    ...settle(handoff.messageIds, 'handed-over', 'a person took over meanwhile'),
  ];
  return then(situation, confirmed, takeUpTheRest);
};

type Told = (report: Report) => ConversationEvent;

const STEPS: Readonly<Record<Exclude<HandoffStep, 'assign' | 'unassign'>, Told>> = {
  note: ({ commandId, attempts, result }) =>
    result.kind === 'delivered'
      ? event('NoteDelivered', { commandId, attempts, ...receiptOf(result) })
      : event('NoteFailed', { commandId, attempts, ...failureOf(result) }),
  tag: ({ commandId, attempts, result }) =>
    result.kind === 'delivered'
      ? event('TagDelivered', { commandId, attempts })
      : event('TagFailed', { commandId, attempts, ...failureOf(result) }),
  contact: ({ commandId, attempts, result }) =>
    result.kind === 'delivered' && result.vendorMessageId !== undefined
      ? event('ContactFound', { commandId, attempts, contactId: result.vendorMessageId })
      : event('ContactSkipped', failureOf(result)),
  ticket: ({ commandId, attempts, result }) =>
    result.kind === 'delivered' && result.vendorMessageId !== undefined
      ? event('TicketCreated', { commandId, attempts, ticketId: result.vendorMessageId })
      : event('TicketSkipped', failureOf(result)),
  message: ({ commandId, attempts, result }) =>
    result.kind === 'delivered'
      ? event('HandoffMessageDelivered', { commandId, attempts, ...receiptOf(result) })
      : event('HandoffMessageSkipped', failureOf(result)),
};

/** S016, S077: read back from the vendor, or contested, with who took it back and how fast. */
const givenAway = (
  situation: Situation,
  { commandId, attempts, result }: Report,
  { messageIds, noted, cause }: Handoff,
): Events => {
  switch (result.kind) {
    case 'delivered':
    case 'withheld':
      return [
        event('HandoffConfirmed', {
          commandId,
          attempts,
          noted,
          ...optional('assignee', result.assignee),
          ...optional('vendorAt', result.vendorAt),
          ...(result.kind === 'delivered' ? contestable(situation, result.vendorAt) : {}),
        }),
        ...settle(messageIds, 'handed-over', cause),
      ];
    case 'contested':
      return [
        event('HandoffContested', {
          commandId,
          attempts,
          assignee: result.assignee,
          afterMs: result.afterMs,
          ...optional('by', result.by),
          ...optional('vendorAt', result.vendorAt),
        }),
        ...settle(messageIds, 'failed', 'handoff-contested'),
      ];
    case 'failed':
    case 'read':
      return [
        event('HandoffFailed', { commandId, attempts, ...failureOf(result) }),
        ...settle(messageIds, 'failed', failureOf(result).code),
      ];
  }
};

/** From when until when a rule that gives it back to the AI contests the handoff. */
const contestable = ({ at, settings }: Situation, vendorAt = at) => {
  const { contestWindowMs } = settings.handoff;
  return contestWindowMs === 0
    ? {}
    : { letGo: { at: vendorAt, until: vendorAt + contestWindowMs } };
};
