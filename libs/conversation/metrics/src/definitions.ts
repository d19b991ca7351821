import type { HandoffCause } from '@deskstream/conversation-domain';
import { HANDOFF_CAUSES } from '@deskstream/conversation-domain';
import type { End } from './ends';

/** `share`: 0 to 1. `ms`: milliseconds. */
export type Unit = 'count' | 'share' | 'ms';

export const GROUPS = {
  volume: 'Volume',
  ends: 'How conversations ended',
  handoffs: 'Handoffs to people, by cause',
  response: 'Time to the first answer',
  time: 'Time with the AI and with people',
  involvement: 'What the AI took part in',
  drafts: 'Drafts for people',
} as const;
export type Group = keyof typeof GROUPS;

export interface Definition {
  readonly name: string;
  readonly group: Group;
  readonly title: string;
  readonly unit: Unit;
  /** What it is and how it is counted, for people. */
  readonly definition: string;
  /** The conversations behind it can be listed. */
  readonly lists: boolean;
}

const counted = (group: Group, name: string, title: string, definition: string): Definition => ({
  ...{ name, group, title, definition },
  unit: 'count',
  lists: true,
});

/** Of events in conversations, not of conversations. */
const summed = (group: Group, name: string, title: string, definition: string): Definition => ({
  ...counted(group, name, title, definition),
  lists: false,
});

const shared = (group: Group, name: string, title: string, definition: string): Definition => ({
  ...summed(group, name, title, definition),
  unit: 'share',
});

const timed = (group: Group, name: string, title: string, definition: string): Definition => ({
  ...summed(group, name, title, definition),
  unit: 'ms',
});

/** Half, and nine of ten, took no longer than this. */
const percentiles = (name: string, title: string, definition: string): readonly Definition[] => [
  timed(
    'response',
    `${name}_p50_ms`,
    `${title}, half of them`,
    `${definition} Half of them took no longer than this.`,
  ),
  timed(
    'response',
    `${name}_p90_ms`,
    `${title}, nine of ten`,
    `${definition} Nine of ten took no longer than this.`,
  ),
];

const END_FIGURES: Readonly<Record<End, readonly [title: string, definition: string]>> = {
  'resolved-ai': [
    'Resolved by the AI, the customer said so',
    'The AI answered, the customer said that it is solved, and no person took part.',
  ],
  'assumed-ai': [
    'Answered by the AI, then silence',
    'The AI answered, no person took part, and it was closed or went quiet without a word from the customer. Not counted as resolved.',
  ],
  'resolved-people': [
    'Resolved with people',
    'A person took part, and it was closed after a person wrote, or the customer said that it is solved.',
  ],
  'closed-unanswered': [
    'Closed without an answer',
    'It was closed although nobody answered, or no person wrote after people had it.',
  ],
  'open-ai': ['Answered by the AI, still open', 'The AI answered, and nothing ended it yet.'],
  'open-people': ['With people, still open', 'A person has it or was asked to take it.'],
  'open-unanswered': [
    'Not answered yet',
    'Open, and neither the AI nor a person answered or took it. Silence on purpose counts here.',
  ],
};

export const endFigure = (end: End): string => end.replace('-', '_');

const ends: readonly Definition[] = [
  ...(Object.entries(END_FIGURES) as [End, (typeof END_FIGURES)[End]][]).map(
    ([end, [title, definition]]) => counted('ends', endFigure(end), title, definition),
  ),
  shared(
    'ends',
    'resolved_share',
    'Resolved',
    'Resolved by the AI (the customer said so) and resolved with people, of all conversations.',
  ),
  shared(
    'ends',
    'resolved_ai_share',
    'Resolved by the AI',
    'Conversations that the AI resolved alone and whose customer said so, of all conversations.',
  ),
  shared(
    'ends',
    'assumed_ai_share',
    'Assumed, not said',
    'Conversations that ended with the AI’s answer and silence, of all conversations. Other products call this deflection.',
  ),
];

export const CAUSES = Object.keys(HANDOFF_CAUSES) as readonly HandoffCause[];

export const causeFigure = (cause: HandoffCause): string =>
  `handoffs_${cause.replaceAll('-', '_')}`;

const causes = CAUSES.map((cause) =>
  summed(
    'handoffs',
    causeFigure(cause),
    `Because: ${HANDOFF_CAUSES[cause]}`,
    `Handoffs whose cause is ${cause}.`,
  ),
);

/** Every figure, in the order of the page, the CSV and the reference. */
export const DEFINITIONS: readonly Definition[] = [
  counted(
    'volume',
    'conversations',
    'Conversations',
    'Conversations in which a customer wrote. Each counts once, in the period of the customer’s first message.',
  ),
  summed('volume', 'customer_messages', 'Messages of customers', 'What customers wrote in them.'),
  summed(
    'volume',
    'ai_replies',
    'Replies of the AI',
    'Replies of the AI that the help desk took. Messages at a handoff do not count.',
  ),
  summed(
    'volume',
    'person_replies',
    'Replies of people',
    'Public replies of teammates. Notes do not count.',
  ),
  ...ends,
  counted(
    'handoffs',
    'handed_off',
    'Handed off',
    'Conversations with at least one handoff to people, however it ended.',
  ),
  shared(
    'handoffs',
    'handed_off_share',
    'Handed off, share',
    'Conversations with at least one handoff, of all conversations.',
  ),
  summed(
    'handoffs',
    'handoffs',
    'Handoffs',
    'Each handoff counts: a conversation may have several.',
  ),
  summed(
    'handoffs',
    'handoffs_failed',
    'Handoffs that failed or were contested',
    'Handoffs that the help desk refused, or that somebody took back.',
  ),
  ...causes,
  ...percentiles(
    'first_response',
    'First answer',
    'From the customer’s first unanswered message to the first public answer, by the AI or a person.',
  ),
  ...percentiles(
    'ai_response',
    'First answer of the AI',
    'From the message that the AI’s first reply answers to that reply.',
  ),
  ...percentiles(
    'handoff_response',
    'Person’s answer after a handoff',
    'From the handoff to the first public reply of a person. Those who still wait do not count.',
  ),
  ...(
    [
      ['ai', 'With the AI', 'the AI had it'],
      ['person', 'With people', 'a person or a team had it'],
      ['nobody', 'With nobody', 'neither the AI nor people had taken it'],
    ] as const
  ).map(([holder, title, having]) =>
    timed(
      'time',
      `${holder}_time_mean_ms`,
      `${title}, on average`,
      `Time for which ${having}, from the first message until it was closed; of an open conversation until its last event. Average over all conversations.`,
    ),
  ),
  counted(
    'involvement',
    'ai_involved',
    'The AI took part',
    'Conversations in which the AI replied, drafted for a person, or handed over.',
  ),
  shared(
    'involvement',
    'ai_involved_share',
    'Involvement',
    'Conversations that the AI took part in, of all conversations.',
  ),
  counted(
    'drafts',
    'drafted',
    'Conversations with a draft',
    'Conversations in which the AI posted at least one draft as a note for a person.',
  ),
  summed('drafts', 'drafts', 'Drafts posted', 'Notes with a draft that the help desk took.'),
  summed(
    'drafts',
    'drafts_withheld',
    'Drafts withheld',
    'Drafts that the AI did not post: unhelpful by its own judgement, or a person was faster.',
  ),
];
