import { describe, expect, it } from '@jest/globals';
import type { ConnectionFacts } from './connections.query';
import { DAY, healthOf, HOUR } from './health';

const now = 1_790_000_000_000;
const REQUIRED = ['conversation.user.created', 'conversation.admin.closed'];
const address = 'desk.example/webhooks/intercom/acme';

const connection = {
  workspace: 'acme',
  vendor: 'intercom',
  apiBaseUrl: 'https://api.intercom.io',
  accessToken: 't',
  signingSecrets: ['s'],
  aiTeammateId: '7',
  publicWebhookUrl: 'https://desk.example/webhooks/intercom/acme',
} as const;

const seen = (vendorTopic: string, hoursAgo = 1, at: string | null = address) => ({
  vendorTopic,
  firstAt: now - 30 * DAY,
  lastAt: now - hoursAgo * HOUR,
  deliveries: 3,
  address: at,
});

const well: ConnectionFacts = {
  topics: REQUIRED.map((topic) => seen(topic)),
  refusals: [],
  errors: { since: null, recent: 0 },
  verification: {
    at: now - HOUR,
    settingsVersion: 1,
    requestedBy: 'schedule',
    reason: '',
    checks: [{ name: 'token', result: 'ok', expected: 'a', found: 'a' }],
  },
};

const health = (facts: Partial<ConnectionFacts> = {}, change: object = {}) =>
  healthOf({ ...connection, ...change }, { ...well, ...facts }, { requiredTopics: REQUIRED, now });

describe('the health of a connection', () => {
  it('is ok when everything is', () => {
    expect(health()).toMatchObject({
      light: 'ok',
      webhookUrl: { light: 'ok', path: '/webhooks/intercom/acme', fix: null },
      deliveries: { accepted: 6, hoursSinceLast: 1, light: 'ok' },
    });
  });

  it('flags a required topic that was never seen in a day of others (S008, S010)', () => {
    const { topics, light } = health({ topics: [seen(REQUIRED[0]!), seen('contact.created')] });
    expect(light).toBe('failed');
    expect(topics).toEqual([
      expect.objectContaining({ topic: REQUIRED[0], required: true, light: 'ok' }),
      expect.objectContaining({ topic: REQUIRED[1], lastAt: null, deliveries: 0, light: 'failed' }),
      expect.objectContaining({ topic: 'contact.created', required: false, light: 'ok' }),
    ]);
  });

  it('waits a day for a required topic that did not happen yet', () => {
    const first = { ...seen(REQUIRED[0]!), firstAt: now - HOUR };
    expect(health({ topics: [first] })).toMatchObject({
      light: 'ok',
      topics: [{ light: 'ok' }, { lastAt: null, light: 'unknown' }],
    });
  });

  it('does not know a connection that nothing ever came of', () => {
    expect(health({ topics: [] })).toMatchObject({
      light: 'unknown',
      deliveries: { accepted: 0, light: 'unknown' },
      topics: [{ light: 'unknown' }, { light: 'unknown' }],
    });
  });

  it('tells for how many hours nothing came (S116)', () => {
    expect(health({ topics: REQUIRED.map((topic) => seen(topic, 30)) })).toMatchObject({
      light: 'warning',
      deliveries: { hoursSinceLast: 30, light: 'warning' },
    });
  });

  it('compares the webhook URL with where deliveries arrive (S003, S009)', () => {
    const elsewhere = 'old.example/webhooks/intercom/acme';
    const { webhookUrl } = health({ topics: [seen(REQUIRED[0]!, 1, elsewhere)] });
    expect(webhookUrl).toMatchObject({ light: 'failed', arrivingAt: elsewhere });
    expect(webhookUrl.fix).toContain('Deliveries arrive at old.example');
    expect(health({ topics: [] }).webhookUrl).toMatchObject({ light: 'unknown', arrivingAt: null });
    const same = { publicWebhookUrl: 'https://DESK.example:443/webhooks/intercom/acme/?x=1' };
    expect(health({}, same).webhookUrl.light).toBe('ok');
    expect(health({}, { publicWebhookUrl: undefined }).webhookUrl).toMatchObject({
      configured: null,
      light: 'unknown',
    });
  });

  it('asks nobody to enter a URL for the web chat', () => {
    const chat = { vendor: 'web-chat', publicWebhookUrl: undefined };
    expect(health({ topics: [] }, chat).webhookUrl).toMatchObject({
      light: 'unknown',
      fix: 'Nothing arrived yet. Write in the web chat.',
    });
    expect(health({}, chat).webhookUrl).toMatchObject({ light: 'ok', fix: null });
  });

  it('sees where refused webhooks arrive, when none is accepted', () => {
    const refusal = {
      code: 'SIGNATURE.MISMATCH',
      status: 400,
      count: 3,
      lastAt: now,
      address: 'wrong.example/webhooks/intercom/acme',
      vendorTopic: null,
    };
    expect(health({ topics: [], refusals: [refusal] })).toMatchObject({
      webhookUrl: { light: 'failed', arrivingAt: refusal.address },
      deliveries: { accepted: 0, light: 'failed' },
    });
  });

  it.each([
    [99, null, 'ok'],
    [100, null, 'warning'],
    [500, null, 'failed'],
    [1, now - DAY, 'warning'],
    [1, now - 4 * DAY, 'failed'],
  ])(
    'turns a light long before the vendor acts: %i errors, since %p (S115, S116)',
    (recent, since, light) => {
      expect(health({ errors: { recent, since } }).errorBudget).toMatchObject({
        pause: { limit: 1_000, windowMs: 900_000, errors: recent, share: recent / 1_000 },
        light,
      });
    },
  );

  it('has no error budget where the vendor tells no limits', () => {
    expect(health({}, { vendor: 'front' }).errorBudget).toBeNull();
  });

  it('is as bad as the worst check of the last verification', () => {
    const checks = [
      { name: 'token', result: 'failed', expected: 'a', found: 'b', fix: 'c' } as const,
      { name: 'region', result: 'warning', expected: 'a', found: 'b' } as const,
    ];
    expect(health({ verification: { ...well.verification!, checks: [...checks] } })).toMatchObject({
      light: 'failed',
      verification: { light: 'failed' },
    });
    expect(health({ verification: null })).toMatchObject({ light: 'unknown' });
  });
});
