import { describe, expect, it } from '@jest/globals';
import type { ReplySyncFacts } from './reply-sync';
import { checkReplySync } from './reply-sync';

const OURS = 'https://hooks.example.com/webhooks/hubspot/acme';

const good: ReplySyncFacts = {
  handoffTag: 'handed_off',
  tags: ['vip', 'handed_off'],
  subscribed: ['a', 'b', 'c', 'd'],
  requiredTopics: ['a', 'b', 'c'],
  webhookUrl: { theirs: OURS, ours: OURS },
  reply: { visibility: 'public', evidence: 'event-1' },
  channel: { kind: 'email', address: 'customer@example.com' },
};

const wrong = (changed: Partial<ReplySyncFacts>) =>
  checkReplySync({ ...good, ...changed })
    .filter(({ ok }) => !ok)
    .map(({ name, found }) => `${name}: ${found}`);

describe("why a person's reply reached the customer or not", () => {
  it('is five points, in order (S055–S059)', () => {
    expect(checkReplySync(good)).toMatchObject([
      { name: 'handoff-tag', ok: true },
      { name: 'subscriptions', ok: true },
      { name: 'webhook-url', ok: true },
      { name: 'public-reply', ok: true, evidence: 'event-1' },
      { name: 'channel-reachable', ok: true },
    ]);
  });

  it.each<[string, Partial<ReplySyncFacts>, string]>([
    ['the tag is missing', { tags: ['vip'] }, 'handoff-tag: vip'],
    ['there is no tag', { tags: [] }, 'handoff-tag: no tag'],
    ['the ticket could not be read', { tags: null }, 'handoff-tag: not known'],
    ['a subscription is missing', { subscribed: ['a', 'c'] }, 'subscriptions: missing: b'],
    ['nobody knows of any', { subscribed: null }, 'subscriptions: not known'],
    [
      'the address differs by a slash',
      { webhookUrl: { theirs: `${OURS}/`, ours: OURS } },
      `webhook-url: ${OURS}/`,
    ],
    ['no address is set', { webhookUrl: { theirs: null, ours: '' } }, 'webhook-url: not known'],
    ['it was internal', { reply: { visibility: 'note' } }, 'public-reply: an internal comment'],
    ['there was none', { reply: null }, 'public-reply: no reply'],
    [
      'the email address is none',
      { channel: { kind: 'email', address: 'nobody' } },
      'channel-reachable: CHANNEL.EMAIL_INVALID',
    ],
    [
      'there is no number',
      { channel: { kind: 'sms' } },
      'channel-reachable: CHANNEL.PHONE_INVALID',
    ],
    [
      'the visitor has left',
      { channel: { kind: 'web', open: false } },
      'channel-reachable: CHANNEL.SESSION_CLOSED',
    ],
    [
      'the channel refused it',
      { channel: { kind: 'email', address: 'a@b.example', failure: 'Mailbox is full' } },
      'channel-reachable: CHANNEL.FAILED: Mailbox is full',
    ],
  ])('tells when %s', (_name, changed, expected) => {
    expect(wrong(changed)).toEqual([expected]);
  });

  it.each([
    { kind: 'web' },
    { kind: 'chat', open: true },
    { kind: 'phone', address: '+1 (555) 0100' },
  ] as const)('takes %j for reachable', (channel) => {
    expect(wrong({ channel })).toEqual([]);
  });
});
