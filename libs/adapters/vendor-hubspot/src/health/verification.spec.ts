import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorConnection } from '@deskstream/port-vendor';
import { openApiChecker, sharedReference } from '@deskstream/testing-harness';
import { NOW, THREAD, failure, iso, page, pipelines, thread } from '../testing/bodies';
import { hubspotDescriptions } from '../testing/descriptions';
import type { Answered, StubHubspot } from '../testing/stub-hubspot';
import { startStub } from '../testing/stub-hubspot';
import { requiredTopics } from '../webhooks/topics';
import { REQUIRED_SCOPES } from './account-checks';
import type { HubspotFeed } from './feed';
import { createHubspotFeed } from './feed';
import type { HubspotVerification } from './verification';
import { createHubspotVerification } from './verification';

const go = new AbortController().signal;
const ACCOUNT = 'GET /account-info/v3/details';
const TOKEN = 'POST /oauth/v2/private-apps/get/access-token-info';
const ACTOR = 'GET /conversations/v3/conversations/actors/A-55501';
const CONTACTS = 'GET /crm/v3/objects/contacts';
const PIPELINES = 'GET /crm/v3/pipelines/tickets';
const SETTINGS = 'GET /webhooks/v3/1160400/settings';
const SUBSCRIPTIONS = 'GET /webhooks/v3/1160400/subscriptions';

let stub: StubHubspot;
let verification: HubspotVerification;
let feed: HubspotFeed;
const exchanges: Answered[] = [];

const subscription = (eventType: string, active = true) => ({
  id: '1',
  eventType,
  active,
  createdAt: iso(NOW),
});

beforeEach(async () => {
  stub = await startStub();
  const options = { timeoutMs: 2_000, clock: { now: () => NOW, sleep: () => Promise.resolve() } };
  verification = createHubspotVerification(options);
  feed = createHubspotFeed(options);
  stub.on(ACCOUNT, 200, { portalId: 62_515_000, dataHostingLocation: 'na1' });
  stub.on(TOKEN, 200, { hubId: 62_515_000, appId: 1_160_400, scopes: REQUIRED_SCOPES });
  stub.on(ACTOR, 200, { id: 'A-55501', type: 'AGENT' });
  stub.on(CONTACTS, 200, page([]));
  stub.on(PIPELINES, 200, pipelines);
  const throttling = { maxConcurrentRequests: 10 };
  const targetUrl = stub.connection.publicWebhookUrl;
  stub.on(SETTINGS, 200, { targetUrl, throttling, createdAt: iso(NOW) });
  stub.on(SUBSCRIPTIONS, 200, { results: requiredTopics.map((topic) => subscription(topic)) });
});

afterEach(async () => {
  exchanges.push(...stub.answered);
  await verification.close();
  await feed.close();
  await stub.close();
});

const problems = async (changed: Partial<VendorConnection> = {}) => {
  const checks = await verification.verify({ ...stub.connection, ...changed }, go);
  expect(JSON.stringify(checks)).not.toContain(stub.connection.accessToken);
  return checks
    .filter(({ result }) => result !== 'ok')
    .map(({ name, result, code }) => `${name} ${result} ${code ?? ''}`);
};

describe('checking a connection', () => {
  it('finds nothing wrong where nothing is (S039)', async () => {
    const checks = await verification.verify(stub.connection, go);
    expect(checks.map(({ result }) => result)).toEqual(checks.map(() => 'ok'));
    expect(checks).toHaveLength(7 + 1 + requiredTopics.length);
    expect(stub.writes()).toEqual([]);
  });

  it('tells beforehand what it reads', async () => {
    await verification.verify(stub.connection, go);
    const read = stub.seen.map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`);
    expect(verification.calls?.(stub.connection).verify).toEqual(read);
    const { verify } = verification.calls?.({ ...stub.connection, appId: '' }) ?? {};
    expect(verify?.some((call) => call.includes('/webhooks/'))).toBe(false);
  });

  it.each<[string, Partial<VendorConnection>, readonly string[]]>([
    [
      'another region (S043)',
      { accessToken: 'pat-eu1-x' },
      ['token-format warning HUBSPOT.TOKEN_REGION'],
    ],
    ['another account', { externalWorkspaceId: '7' }, ['account failed HUBSPOT.WRONG_PORTAL']],
    ['no account set', { externalWorkspaceId: '' }, ['account warning HUBSPOT.PORTAL_NOT_SET']],
    [
      'no app set',
      { appId: '' },
      ['app warning HUBSPOT.APP_NOT_SET', 'webhooks warning HUBSPOT.SUBSCRIPTIONS_NOT_SHOWN'],
    ],
    ['an unknown user', { aiTeammateId: '9' }, ['assistant failed HUBSPOT.ASSISTANT_UNKNOWN']],
    ['no agent at all', { aiTeammateId: 'V-9' }, ['assistant failed HUBSPOT.ASSISTANT_UNKNOWN']],
    [
      'a stale address (S048)',
      { publicWebhookUrl: 'https://hooks.example.com/webhooks/hubspot/acme/' },
      ['webhook-url failed HUBSPOT.WEBHOOK_URL'],
    ],
  ])('sees %s', async (_name, changed, expected) => {
    expect(await problems(changed)).toEqual(expected);
  });

  it('sees a token with a line break before it is sent', async () => {
    const [first] = await problems({ accessToken: 'pat-na1-a\nb' });
    expect(first).toBe('token-format failed HUBSPOT.TOKEN_FORMAT');
  });

  it('sees a token that was revoked, or an app that is no longer active (S041, S042)', async () => {
    for (const call of [ACCOUNT, TOKEN, ACTOR, CONTACTS, PIPELINES, SETTINGS, SUBSCRIPTIONS])
      stub.on(call, 401, failure('Expired', 'EXPIRED_AUTHENTICATION'));
    expect(await problems()).toContain('account failed HUBSPOT.TOKEN_REVOKED');
  });

  it('names the scopes that are missing (S044)', async () => {
    const scopes = REQUIRED_SCOPES.filter((scope) => scope !== 'tickets');
    stub.on(TOKEN, 200, { hubId: 1, appId: 1_160_400, scopes });
    const checks = await verification.verify(stub.connection, go);
    expect(checks.find(({ name }) => name === 'scopes')).toMatchObject({
      code: 'HUBSPOT.SCOPES_MISSING',
      found: 'missing: tickets',
    });
  });

  it('tells the CRM, tickets and subscriptions apart from the rest (S048)', async () => {
    stub.on(TOKEN, 400, failure('No private app', 'VALIDATION_ERROR'));
    stub.on(CONTACTS, 403, failure('No', 'MISSING_SCOPES'));
    stub.on(PIPELINES, 403, failure('No', 'MISSING_SCOPES'));
    stub.on(SUBSCRIPTIONS, 200, {
      results: requiredTopics.map((topic, index) => subscription(topic, index > 0)),
    });
    expect(await problems()).toEqual([
      'scopes warning HUBSPOT.SCOPES_UNKNOWN',
      'crm failed HUBSPOT.CRM_NOT_CONNECTED',
      'tickets warning HUBSPOT.TICKETS_NOT_ALLOWED',
      'subscription conversation.newMessage failed HUBSPOT.SUBSCRIPTION_MISSING',
    ]);
  });

  it('never throws', async () => {
    const nowhere = await problems({ apiBaseUrl: 'http://127.0.0.1:1' });
    expect(nowhere).toContain('account failed HUBSPOT.UNREACHABLE');
    stub.on(ACCOUNT, 429, failure('Limit', 'RATE_LIMITS'));
    expect(await problems()).toEqual(['account warning HUBSPOT.RATE_LIMITED']);
  });
});

describe('the feed', () => {
  const THREADS = 'GET /conversations/v3/conversations/threads';
  const recent = () => feed.recent(stub.connection, { since: NOW - 100, until: NOW }, go);
  const at = (id: string, time: number, values: Record<string, unknown> = {}) =>
    thread({ id, latestMessageTimestamp: iso(time), ...values });

  it('lists threads with messages of that time, the edges included', async () => {
    stub.on(
      THREADS,
      200,
      page([
        at('1', NOW - 100),
        at(THREAD, NOW),
        at('3', NOW + 1),
        at('4', NOW, { spam: true }),
        at('5', NOW, { latestMessageTimestamp: undefined }),
      ]),
    );
    expect(await recent()).toEqual({
      kind: 'read',
      conversations: [
        { conversation: '1', updatedAt: NOW - 100 },
        { conversation: THREAD, updatedAt: NOW },
      ],
      truncated: false,
    });
    expect(stub.seen[0]?.path).toContain(encodeURIComponent(iso(NOW - 101)));
  });

  it('says when it stopped, or could not read', async () => {
    stub.onRaw(THREADS, (response) => {
      response.end(JSON.stringify(page([at('1', NOW)], `c${stub.seen.length}`)));
    });
    expect(await recent()).toMatchObject({ kind: 'read', truncated: true });
    stub.on(THREADS, 429, failure('Limit', 'RATE_LIMITS'), { 'retry-after': '2' });
    expect(await recent()).toEqual({
      kind: 'unreadable',
      because: 'HTTP 429',
      retryAt: NOW + 2_000,
    });
  });
});

describe('every request, and every answer it was given', () => {
  it("is as HubSpot's descriptions say", () => {
    const problemsOf = hubspotDescriptions(sharedReference(), openApiChecker);
    expect(exchanges.length).toBeGreaterThan(10);
    expect(problemsOf(exchanges.filter(({ status }) => status < 300))).toEqual([]);
  });
});
