import type { Check, ReplyChannel } from '@deskstream/conversation-domain';
import { unreachable } from '@deskstream/conversation-domain';

/** What is known of one reply by a person; `null` where nobody could tell. */
export interface ReplySyncFacts {
  /** Set at handoff on the ticket (or contact); the settings' `handoff.tag`. */
  readonly handoffTag: string;
  readonly tags: readonly string[] | null;
  /** Subscriptions that are active in HubSpot, or whose deliveries came in lately. */
  readonly subscribed: readonly string[] | null;
  readonly requiredTopics: readonly string[];
  /** Target of HubSpot's webhooks, and the address that we expect them at. */
  readonly webhookUrl: { readonly theirs: string | null; readonly ours: string };
  readonly reply: { readonly visibility: 'public' | 'note'; readonly evidence?: string } | null;
  readonly channel: ReplyChannel | null;
}

/** Why a person's reply reached the customer, or did not: five points, in order (S055–S059). */
export const checkReplySync = (facts: ReplySyncFacts): readonly Check[] => [
  tagCheck(facts),
  subscriptionCheck(facts),
  addressCheck(facts.webhookUrl),
  publicCheck(facts.reply),
  channelCheck(facts.channel),
];

const UNKNOWN = 'not known';

/** Where no tag is set at the handoff, none is missing. */
const tagCheck = ({ handoffTag, tags }: ReplySyncFacts): Check =>
  handoffTag === ''
    ? { name: 'handoff-tag', ok: true, expected: 'no tag is set', found: 'no tag is set' }
    : {
        name: 'handoff-tag',
        ok: tags?.includes(handoffTag) ?? false,
        expected: `the ticket has the tag ${handoffTag}`,
        found: tags === null ? UNKNOWN : tags.join(', ') || 'no tag',
      };

const subscriptionCheck = ({ subscribed, requiredTopics }: ReplySyncFacts): Check => {
  const missing = requiredTopics.filter((topic) => !subscribed?.includes(topic));
  return {
    name: 'subscriptions',
    ok: missing.length === 0,
    expected: requiredTopics.join(', '),
    found: foundOf(subscribed, missing),
  };
};

const foundOf = (subscribed: readonly string[] | null, missing: readonly string[]): string => {
  if (subscribed === null) return UNKNOWN;
  return missing.length === 0 ? 'all of them' : `missing: ${missing.join(', ')}`;
};

const addressCheck = ({ theirs, ours }: ReplySyncFacts['webhookUrl']): Check => ({
  name: 'webhook-url',
  ok: ours !== '' && theirs === ours,
  expected: ours === '' ? 'the public webhook URL is set' : ours,
  found: theirs ?? UNKNOWN,
});

const publicCheck = (reply: ReplySyncFacts['reply']): Check => ({
  name: 'public-reply',
  ok: reply?.visibility === 'public',
  expected: 'the reply is public; internal comments never go out',
  found: reply === null ? 'no reply' : REPLIES[reply.visibility],
  ...(reply?.evidence === undefined ? {} : { evidence: reply.evidence }),
});

const REPLIES = { public: 'a public reply', note: 'an internal comment' } as const;

const channelCheck = (channel: ReplyChannel | null): Check => {
  const because = channel === null ? UNKNOWN : unreachable(channel);
  return {
    name: 'channel-reachable',
    ok: because === null,
    expected: 'the customer can be reached',
    found: because ?? `${channel?.kind ?? ''} is open`,
  };
};
