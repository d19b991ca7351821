import type { Conversation } from '@deskstream/conversation-domain';
import type { EpochMs } from '@deskstream/kernel';
import type { CanonicalFact } from '@deskstream/port-vendor';

/** What the thread holds and the log does not. */
export interface Missing {
  readonly messages: number;
  readonly assignment: boolean;
  /** Vendor time of the first of it. */
  readonly from: EpochMs;
}

/** Vendors round times down to seconds. */
const ROUNDING_MS = 1_000;
const TOLERANCE_MS = 2 * ROUNDING_MS;

/**
 * Compares by the ids of messages, never by their times: a later message that was told hides no
 * earlier one. What is older than `since` is history; what is younger than `until` may be on its way.
 */
export const missingOf = (
  facts: readonly CanonicalFact[],
  state: Conversation,
  { since, until }: { readonly since: EpochMs; readonly until: EpochMs },
): Missing | null => {
  const within = facts.filter(({ data }) => isWithin(data, since, until));
  const messages = within.filter((fact) => isUnknownMessage(fact, state));
  const assignments = within
    .filter(isAssignment)
    .slice(-1)
    .filter((last) => isNews(last, state));
  const times = [...messages, ...assignments].map(({ data }) => timeOf(data));
  return times.length === 0
    ? null
    : {
        messages: messages.length,
        assignment: assignments.length > 0,
        from: Math.min(...times),
      };
};

type Assignment = Extract<CanonicalFact, { readonly type: 'ConversationAssigned' }>;

const MESSAGES: ReadonlySet<string> = new Set(['CustomerWrote', 'TeammateWrote', 'BotWrote']);

const isUnknownMessage = ({ type, data }: CanonicalFact, state: Conversation): boolean =>
  MESSAGES.has(type) &&
  'messageId' in data &&
  !state.known.includes(data.messageId) &&
  !state.posted.includes(data.messageId);

const isAssignment = (fact: CanonicalFact): fact is Assignment =>
  fact.type === 'ConversationAssigned';

const isNews = ({ data }: Assignment, { assignee, assigneeAsOf }: Conversation): boolean =>
  data.vendorAt > assigneeAsOf + TOLERANCE_MS &&
  JSON.stringify(data.assignee) !== JSON.stringify(assignee);

const isWithin = (data: CanonicalFact['data'], since: EpochMs, until: EpochMs): boolean => {
  const at = timeOf(data);
  return at >= since - ROUNDING_MS && at <= until;
};

/** A fact without a time of the vendor is none that could be missing. */
const timeOf = (data: CanonicalFact['data']): EpochMs =>
  'vendorAt' in data ? (data.vendorAt ?? -1) : -1;
