import type { Lines } from './line';
import { ended, ownerName } from './line';

export const ownershipLines = {
  AssigneeChanged: [
    'ownership',
    'plain',
    ({ data: { assignee } }) => `Assigned to ${ownerName(assignee)}.`,
  ],
  ConversationClosed: ['ownership', 'plain', () => 'The conversation was closed.'],
  ConversationReopened: ['ownership', 'plain', () => 'The conversation was opened again.'],
  ConversationDeleted: [
    'ownership',
    'warning',
    () => 'The conversation was deleted at the vendor.',
  ],
  PersonTookOver: ['ownership', 'warning', () => 'A person took over; the AI is silent from here.'],
  HandedBackToAi: ['ownership', 'plain', () => 'The conversation was handed back to the AI.'],
  SessionModeSet: [
    'ownership',
    'plain',
    ({ data }) => `${data.operator} set this session to ${data.mode}: ${ended(data.reason)}`,
  ],
  DeadLetterRedriven: [
    'delivery',
    'warning',
    ({ data }) =>
      `${data.operator} had a record published again that was parked at ${data.step}: ${ended(data.reason)}`,
  ],
  SessionExported: [
    'ownership',
    'plain',
    ({ data }) => `${data.operator} exported this session, ${data.text}: ${ended(data.reason)}`,
  ],
} satisfies Lines;
