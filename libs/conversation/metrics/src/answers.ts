import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { SessionFacts } from './session-facts';

type Change = Partial<SessionFacts>;
type Of<K extends RecordedEvent['type']> = Extract<RecordedEvent, { type: K }>;

/** What somebody answered already (`context`) is history: the customer does not wait for it. */
export const asked = (
  { askedAt, channel, customerMessages, waitingSince }: SessionFacts,
  { data }: Of<'CustomerMessageReceived'>,
): Change => ({
  askedAt: Math.min(askedAt ?? data.vendorAt, data.vendorAt),
  channel: channel ?? data.channel,
  customerMessages: customerMessages + 1,
  ...(data.context === true
    ? {}
    : { waitingSince: Math.min(waitingSince ?? data.vendorAt, data.vendorAt) }),
});

export const answeredByAi = (facts: SessionFacts, at: number): Change => {
  const waited = waitedFor(facts, at);
  return {
    aiReplies: facts.aiReplies + 1,
    ...(waited === null
      ? {}
      : {
          waitingSince: null,
          response: facts.response ?? { ms: waited, by: 'ai' },
          aiResponseMs: facts.aiResponseMs ?? waited,
        }),
  };
};

/** A note answers nobody. */
export const answeredByPerson = (
  facts: SessionFacts,
  { data: { visibility, vendorAt } }: Of<'TeammateMessageReceived'>,
): Change => {
  if (visibility === 'note') return {};
  const waited = waitedFor(facts, vendorAt);
  return {
    personReplies: facts.personReplies + 1,
    personTookPart: true,
    ...handoffAnswered(facts, vendorAt),
    ...(waited === null
      ? {}
      : { waitingSince: null, response: facts.response ?? { ms: waited, by: 'person' } }),
  };
};

const handoffAnswered = (
  { handedOverSince, handoffResponseMs }: SessionFacts,
  vendorAt: number,
): Change =>
  handedOverSince === null
    ? {}
    : {
        handedOverSince: null,
        handoffResponseMs: handoffResponseMs ?? Math.max(0, vendorAt - handedOverSince),
      };

/** `null`: nobody waited, or the answer is older than the question. */
const waitedFor = ({ waitingSince }: SessionFacts, at: number): number | null =>
  waitingSince === null || at < waitingSince ? null : at - waitingSince;
