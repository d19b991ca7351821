import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallResult, CanonicalFact } from '@deskstream/port-vendor';
import { expectAsDescribed } from '../testing/as-described';
import {
  NOW,
  THREAD,
  assignment,
  comment,
  incoming,
  outgoing,
  page,
  statusChange,
  thread,
  welcome,
} from '../testing/bodies';
import type { ConnectedHubspot } from '../testing/connected-hubspot';
import { connectHubspot, MESSAGES, THREADS } from '../testing/connected-hubspot';
import type { Answered } from '../testing/stub-hubspot';
import { hubspotWebhooks } from '../webhooks/hubspot-webhooks';

const T = NOW - 60_000;

let hubspot: ConnectedHubspot;
const exchanges: Answered[] = [];

beforeEach(async () => {
  hubspot = await connectHubspot();
});

afterEach(async () => {
  exchanges.push(...hubspot.answered);
  await hubspot.close();
});

const read = (since = 0, conversation = THREAD) =>
  hubspot.perform({ kind: 'read', conversation, since });
const holds = (...messages: readonly unknown[]) =>
  hubspot.on(`GET ${MESSAGES}`, 200, page(messages));

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
        hubspot.connection,
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
    hubspot.onRaw(`GET ${MESSAGES}`, (response) => {
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
    hubspot.onRaw(`GET ${MESSAGES}`, (response) => response.end(JSON.stringify(page(everyNull))));
    hubspot.onRaw(`GET ${THREADS}/${THREAD}`, (response) => response.end('{"assignedTo":null}'));
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
      hubspot.on(`GET ${MESSAGES}/${id}/original-content`, 200, {
        text,
        richText: `<p>${text}</p>`,
      });
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
    hubspot.onRaw(`GET ${MESSAGES}`, (response) => {
      const id = String(hubspot.seen.length);
      response.end(JSON.stringify(page([incoming(id, T, `text ${id}`)], `cursor-${id}`)));
    });
    const result = await read();
    expect(result).toMatchObject({ kind: 'done', truncated: true });
    expect(factsOf(result)).toHaveLength(20);
    expect(hubspot.seen.every(({ path }) => path.startsWith('/'))).toBe(true);
  });

  it("of a ticket is history in the ticket's log", async () => {
    hubspot.on(`GET ${THREADS}`, 200, page([thread()]));
    holds(incoming('m1', T, 'Hello'), outgoing('m2', T + 1, 'Ours'));
    expect(factsOf(await read(0, 'ticket-901500'))).toMatchObject([
      { type: 'CustomerWrote', data: { context: true } },
      { type: 'TeammateWrote', data: { byAi: true } },
    ]);
  });
});

expectAsDescribed(exchanges);
