import type { ConversationEvent, EventData, EventType } from '@deskstream/conversation-domain';

/**
 * Of an event what is decided by it. Left out is how a decision is explained in words: checks and
 * summaries name the rule in force, so that every changed rule would change them everywhere.
 */
export const significant = ({ type, data }: ConversationEvent): unknown =>
  (DECIDED[type] as ((data: unknown) => unknown) | undefined)?.(data) ?? data;

export const isSameDecision = (
  one: readonly ConversationEvent[],
  other: readonly ConversationEvent[],
): boolean =>
  one.length === other.length && one.every((event, index) => isSame(event, other[index]));

const isSame = (one: ConversationEvent, other: ConversationEvent | undefined): boolean =>
  other?.type === one.type &&
  (one.data === other.data || significantText(one) === significantText(other));

export const significantText = (event: ConversationEvent): string =>
  JSON.stringify(significant(event));

const DECIDED: { readonly [K in EventType]?: (data: EventData<K>) => unknown } = {
  MessageJudged: ({ checks: _checks, ...decided }) => decided,
  TimerSet: ({ because: _because, ...decided }) => decided,
  HandoffRequested: ({ summary: _summary, ...decided }) => decided,
  NoteRequested: () => ({}),
  TicketRequested: ({ content: _content, ...decided }) => decided,
  SuggestionWithheld: () => ({}),
};
