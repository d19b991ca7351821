import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallResult, CanonicalFact, VendorCommand } from '@deskstream/port-vendor';
import { openApiChecker, sharedReference } from '@deskstream/testing-harness';
import {
  NOW,
  THREAD,
  assignment,
  comment,
  crmObject,
  failure,
  incoming,
  outgoing,
  page,
  statusChange,
  thread,
  welcome,
} from '../testing/bodies';
import { hubspotDescriptions } from '../testing/descriptions';
import type { Answered, StubHubspot } from '../testing/stub-hubspot';
import { startStub } from '../testing/stub-hubspot';
import { hubspotWebhooks } from '../webhooks/hubspot-webhooks';
import type { HubspotApi } from './hubspot-api';
import { createHubspotApi } from './hubspot-api';

const go = new AbortController().signal;
const THREADS = '/conversations/v3/conversations/threads';
const MESSAGES = `${THREADS}/${THREAD}/messages`;
const T = NOW - 60_000;

let stub: StubHubspot;
let api: HubspotApi;
const exchanges: Answered[] = [];

beforeEach(async () => {
  stub = await startStub();
  const clock = { now: () => NOW, sleep: () => Promise.resolve() };
  api = createHubspotApi({ timeoutMs: 150, clock });
  stub.on(`GET ${THREADS}/${THREAD}`, 200, thread());
});

afterEach(async () => {
  exchanges.push(...stub.answered);
  await api.close();
  await stub.close();
});

const perform = (command: VendorCommand) => api.perform(command, stub.connection, go);
const read = (since = 0, conversation = THREAD) => perform({ kind: 'read', conversation, since });
const holds = (...messages: readonly unknown[]) => stub.on(`GET ${MESSAGES}`, 200, page(messages));

const factsOf = (result: CallResult): readonly CanonicalFact[] =>
  result.kind === 'done' ? (result.facts ?? []) : [];

describe('reading a thread', () => {
  it('tells who said what, oldest first', async () => {
    holds(
      outgoing('m4', T + 4, 'By a person', {
        client: { clientType: 'HUBSPOT' },
        createdBy: 'A-55502',
        senders: [{ actorId: 'A-55502', name: 'Test Agent' }],
      }),
      incoming('m2', T + 2, 'Hello'),
      outgoing('m3', T + 3, 'By us'),
      welcome('m1', T + 1, 'Welcome!'),
      comment('c5', T + 5, 'Internal'),
      outgoing('m6', T + 6, 'By a bot', { client: { clientType: 'SYSTEM' }, createdBy: 'B-1' }),
    );
    const result = await read();
    const told = factsOf(result).map(({ type, identity, data }) => [type, identity, data]);
    expect(told).toMatchObject([
      ['BotWrote', 'message:m1', { text: 'Welcome!' }],
      [
        'CustomerWrote',
        'message:m2',
        {
          text: 'Hello',
          author: { id: 'V-1246900', name: 'Test Customer' },
          channel: 'email',
          startedBy: 'customer',
          contact: { id: '1246900', name: 'Test Customer', email: 'customer@example.com' },
          ownership: { assignee: { kind: 'ai', id: '55501' }, asOf: NOW },
          vendorAt: T + 2,
        },
      ],
      ['TeammateWrote', 'message:m3', { byAi: true, visibility: 'public' }],
      ['TeammateWrote', 'message:m4', { byAi: false, author: { id: 'A-55502' } }],
      ['TeammateWrote', 'message:c5', { byAi: false, visibility: 'note' }],
      ['BotWrote', 'message:m6', {}],
    ]);
    expect(result).toMatchObject({ kind: 'done', truncated: false });
  });

  it('tells a person from us who speak as the same user', async () => {
    holds(
      outgoing('m1', T, 'Typed by hand', { client: { clientType: 'HUBSPOT' } }),
      outgoing('m2', T, 'By another app', {
        client: { clientType: 'INTEGRATION', integrationAppId: 7 },
      }),
      outgoing('m3', T, 'By us'),
    );
    const facts = factsOf(await read());
    expect(facts).toMatchObject([false, false, true].map((byAi) => ({ data: { byAi } })));
  });

  it('tells changes with the identities of the webhooks', async () => {
    holds(
      assignment('a1', T, { assignedTo: 'A-55501' }),
      assignment('a2', T + 1, {}),
      statusChange('s1', T + 2, 'CLOSED'),
    );
    const facts = factsOf(await read());
    const change = (propertyName: string, propertyValue: string, occurredAt: number) =>
      hubspotWebhooks.interpret(
        {
          vendorTopic: 'conversation.propertyChange',
          body: new TextEncoder().encode(
            JSON.stringify({
              subscriptionType: 'conversation.propertyChange',
              objectId: 1,
              propertyName,
              propertyValue,
              occurredAt,
            }),
          ),
        },
        stub.connection,
      );
    const webhooks = [
      ...change('assignedTo', '55501', T),
      ...change('assignedTo', '', T + 1),
      ...change('status', 'CLOSED', T + 2),
    ];
    const named = (all: readonly CanonicalFact[]) =>
      all.map(({ type, identity }) => `${type} ${identity}`);
    expect(named(facts)).toEqual(named(webhooks));
    expect(facts[0]).toMatchObject({ data: { by: { id: 'A-55502' } } });
  });

  it('says nothing of what is older, archived, unknown or empty', async () => {
    holds(
      incoming('m0', T - 1, 'older'),
      incoming('m1', T, 'archived', { archived: true }),
      incoming('m2', T, ' ', { richText: '' }),
    );
    expect(factsOf(await read(T))).toEqual([]);
    stub.onRaw(`GET ${MESSAGES}`, (response) => {
      const odd = [{ type: 'THREAD_INBOX_CHANGE' }, { type: 'constructor', id: '1' }, null, 7];
      response.end(JSON.stringify(page(odd)));
    });
    expect(factsOf(await read())).toEqual([]);
  });

  it('may have null anywhere', async () => {
    const all = [incoming('m1', T, 'Hi'), outgoing('m2', T, 'Hi'), comment('c1', T, 'Hi')];
    const everyNull = all.flatMap((message) =>
      Object.keys(message).map((field) => ({ ...message, [field]: null })),
    );
    stub.onRaw(`GET ${MESSAGES}`, (response) => response.end(JSON.stringify(page(everyNull))));
    stub.onRaw(`GET ${THREADS}/${THREAD}`, (response) => response.end('{"assignedTo":null}'));
    expect(await read()).toMatchObject({ kind: 'done' });
  });

  it('knows who began it, however late it is read', async () => {
    const by = { client: { clientType: 'HUBSPOT' } };
    holds(outgoing('m1', T, 'Our offer', by), incoming('m2', T + 9, 'No, thanks'));
    expect(factsOf(await read(T + 5))).toMatchObject([{ data: { startedBy: 'teammate' } }]);
  });

  it.each([
    ['1000', 'CHANNEL_SPECIFIC_OPAQUE_ID', 'web'],
    ['1001', 'CHANNEL_SPECIFIC_OPAQUE_ID', 'chat'],
    ['1002', 'HS_EMAIL_ADDRESS', 'email'],
    ['1007', 'HS_PHONE_NUMBER', 'sms'],
    ['99', 'CHANNEL_SPECIFIC_OPAQUE_ID', 'chat'],
  ])('takes channel %s with %s for %s', async (channelId, type, channel) => {
    const senders = [{ actorId: 'V-1', deliveryIdentifier: { type, value: '+1 555 0100' } }];
    holds(incoming('m1', T, 'Hi', { channelId, senders }));
    expect(factsOf(await read())).toMatchObject([{ data: { channel } }]);
  });

  it('names what was sent besides words', async () => {
    const attachments = [
      { type: 'FILE', fileId: '1', fileUsageType: 'IMAGE', name: 'a.png', url: 'https://x/a.png' },
      { type: 'FILE', fileId: '2', fileUsageType: 'OTHER', url: 'https://x/b.pdf?key=1' },
      { type: 'LOCATION', latitude: 1, longitude: 2, name: 'Harbour' },
      { type: 'UNSUPPORTED_CONTENT' },
      { type: 'MESSAGE_HEADER' },
    ];
    const richText = '<p>See <a href="https://x.example/y">this</a></p>';
    holds(incoming('m1', T, 'See this', { attachments, richText }));
    expect(factsOf(await read())).toMatchObject([
      {
        data: {
          text: 'See this (https://x.example/y)\n[Attachment: a.png]\n[Attachment: b.pdf]\n[Location: Harbour]\n[Content that HubSpot does not show]',
          attachments: [{ name: 'a.png', url: 'https://x/a.png' }, { name: 'b.pdf' }],
        },
      },
    ]);
  });

  it('fetches the whole of what is shown cut, unless only the quoted mail is missing', async () => {
    const cut = (id: string) => incoming(id, T, 'Yes, still', { truncationStatus: 'TRUNCATED' });
    holds(cut('m1'), cut('m2'), cut('m3'));
    const original = (id: string, text: string) =>
      stub.on(`GET ${MESSAGES}/${id}/original-content`, 200, { text, richText: `<p>${text}</p>` });
    original('m1', 'Yes, still broken, and here is why: it is.');
    original('m2', 'Yes, still\n\nOn 17 Sep 2026 support@example.com wrote:\n> I have\n> done it.');
    const texts = factsOf(await read()).map(({ data }) => ('text' in data ? data.text : ''));
    expect(texts).toEqual([
      'Yes, still broken, and here is why: it is.',
      'Yes, still',
      'Yes, still',
    ]);
  });

  it('reads page after page and tells where it stopped', async () => {
    stub.onRaw(`GET ${MESSAGES}`, (response) => {
      const id = String(stub.seen.length);
      response.end(JSON.stringify(page([incoming(id, T, `text ${id}`)], `cursor-${id}`)));
    });
    const result = await read();
    expect(result).toMatchObject({ kind: 'done', truncated: true });
    expect(factsOf(result)).toHaveLength(20);
    expect(stub.seen.every(({ path }) => path.startsWith('/'))).toBe(true);
  });

  it("of a ticket is history in the ticket's log", async () => {
    stub.on(`GET ${THREADS}`, 200, page([thread()]));
    holds(incoming('m1', T, 'Hello'), outgoing('m2', T + 1, 'Ours'));
    expect(factsOf(await read(0, 'ticket-901500'))).toMatchObject([
      { type: 'CustomerWrote', data: { context: true } },
      { type: 'TeammateWrote', data: { byAi: true } },
    ]);
  });
});

describe('reading a profile', () => {
  const profile = (companies: 'off' | 'first' | 'all'): VendorCommand => ({
    kind: 'read-profile',
    conversation: THREAD,
    contactId: 'V-1246900',
    companies,
  });
  const associated = (toObjectId: string, label: string | null) => ({
    toObjectId,
    associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 1, label }],
  });
  const COMPANIES = '/crm/v4/objects/contacts/1246900/associations/companies';

  beforeEach(() => {
    const properties = { firstname: 'Ada', lastname: 'King', email: 'a@example.com', phone: null };
    stub.on('GET /crm/v3/objects/contacts/1246900', 200, crmObject('1246900', properties));
    stub.on(`GET ${COMPANIES}`, 200, {
      results: [associated('5', null), associated('6', 'Primary')],
    });
    stub.on('POST /crm/v3/objects/companies/batch/read', 200, {
      status: 'COMPLETE',
      results: [
        crmObject('5', { name: 'Five', domain: 'five.example' }),
        crmObject('6', { name: 'Six', domain: null }),
      ],
    });
  });

  it('finds the contact and all its companies, the primary one first', async () => {
    const facts = factsOf(await perform(profile('all')));
    expect(facts).toMatchObject([
      {
        type: 'ProfileRead',
        data: {
          contact: { id: '1246900', name: 'Ada King', email: 'a@example.com' },
          companies: [
            { id: '6', name: 'Six' },
            { id: '5', name: 'Five', attributes: { domain: 'five.example' } },
          ],
          vendorAt: NOW,
        },
      },
    ]);
    expect(facts).toEqual(factsOf(await perform(profile('all'))));
  });

  it('or the first one, or says why none', async () => {
    expect(factsOf(await perform(profile('first')))).toMatchObject([
      { data: { companies: [{ id: '6' }] } },
    ]);
    expect(factsOf(await perform(profile('off')))).toMatchObject([
      { data: { companies: [], because: 'company sync is off' } },
    ]);
    stub.on(`GET ${COMPANIES}`, 200, { results: [] });
    expect(factsOf(await perform(profile('all')))).toMatchObject([
      { data: { companies: [], because: 'the contact has no company' } },
    ]);
    stub.on(`GET ${COMPANIES}`, 403, failure('No.', 'MISSING_SCOPES'));
    expect(factsOf(await perform(profile('all')))).toMatchObject([
      { data: { companies: [], because: 'HUBSPOT.MISSING_SCOPES' } },
    ]);
  });

  it('is asked again when companies could not be read', async () => {
    stub.on(`GET ${COMPANIES}`, 500, failure('Oops', 'INTERNAL_ERROR'));
    expect(await perform(profile('all'))).toMatchObject({ kind: 'unreachable' });
  });
});

describe('every request, and every answer it was given', () => {
  it("is as HubSpot's descriptions say", () => {
    const problemsOf = hubspotDescriptions(sharedReference(), openApiChecker);
    expect(exchanges.length).toBeGreaterThan(10);
    expect(problemsOf(exchanges)).toEqual([]);
  });
});
