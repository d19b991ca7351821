import type { Lines } from './line';
import { attempts, failedBecause, ownerName } from './line';

export const handoffLines = {
  HandoffRequested: ['handoff', 'warning', ({ data }) => `Handoff to people: ${data.cause}.`],
  NoteRequested: ['handoff', 'plain', () => 'A note for the team is to be left.'],
  NoteDelivered: [
    'handoff',
    'good',
    ({ data }) => `The note was left, ${attempts(data.attempts)}.`,
  ],
  NoteFailed: ['handoff', 'bad', ({ data }) => `The note failed: ${failedBecause(data)}.`],
  TagRequested: ['handoff', 'plain', ({ data }) => `Tag ${data.tag} is to be set.`],
  TagDelivered: ['handoff', 'good', () => 'The tag was set.'],
  TagFailed: ['handoff', 'bad', ({ data }) => `The tag failed: ${failedBecause(data)}.`],
  ContactRequested: ['handoff', 'plain', () => 'The contact is looked up by email, or made.'],
  ContactFound: ['handoff', 'good', ({ data }) => `The contact is ${data.contactId}.`],
  ContactSkipped: ['handoff', 'warning', ({ data }) => `No contact: ${failedBecause(data)}.`],
  TicketRequested: ['handoff', 'plain', () => 'A ticket is to be made.'],
  TicketCreated: ['handoff', 'good', ({ data }) => `The ticket is ${data.ticketId}.`],
  TicketSkipped: ['handoff', 'warning', ({ data }) => `No ticket: ${failedBecause(data)}.`],
  TicketUpdateRequested: [
    'handoff',
    'plain',
    ({ data }) => `What the customer wrote since goes onto ticket ${data.ticketId}.`,
  ],
  TicketUpdated: ['handoff', 'good', () => 'The ticket was updated.'],
  TicketUpdateFailed: [
    'handoff',
    'bad',
    ({ data }) => `The ticket was not updated: ${failedBecause(data)}.`,
  ],
  HandoffMessageRequested: ['handoff', 'plain', () => 'The customer is to be told of the handoff.'],
  HandoffMessageDelivered: ['handoff', 'good', () => 'The customer was told of the handoff.'],
  HandoffMessageSkipped: [
    'handoff',
    'warning',
    ({ data }) => `The customer was not told: ${failedBecause(data)}.`,
  ],
  UnassignRequested: ['handoff', 'plain', () => 'The AI is to be unassigned.'],
  AssignRequested: [
    'handoff',
    'plain',
    ({ data }) => `The conversation is to be assigned to ${ownerName(data.to)}.`,
  ],
  HandoffConfirmed: ['handoff', 'good', () => 'Handed off; the vendor confirmed it.'],
  HandoffContested: [
    'handoff',
    'bad',
    ({ data }) =>
      `Contested: ${data.by ?? 'somebody'} gave it back to the AI ${data.afterMs} ms after we gave it away.${data.confirmed === undefined ? '' : ' People keep it.'}`,
  ],
  HandoffFailed: ['handoff', 'bad', ({ data }) => `The handoff failed: ${failedBecause(data)}.`],
} satisfies Lines;
