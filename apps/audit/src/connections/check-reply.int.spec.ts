import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHubspotVerification, hubspotTagProperty } from '@deskstream/adapter-vendor-hubspot';
import { createWebChatVerification, SESSION_MS } from '@deskstream/adapter-vendor-web-chat';
import type { ConversationEvent } from '@deskstream/conversation-domain';
import { systemClock } from '@deskstream/kernel';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import { customerWrote, storyOf } from '../testing/story';

const OURS = 'https://desk.example/webhooks/hubspot/acme';
const hubspot = createHubspotVerification();
const webChat = createWebChatVerification();
const DAY = 86_400_000;

const ticketCreated = (ticketId: string): ConversationEvent => ({
  type: 'TicketCreated',
  data: { commandId: `cmd-${ticketId}`, attempts: 1, ticketId },
});

const personSaid = (ticket: string, visibility: 'public' | 'note'): ConversationEvent => ({
  type: 'TeammateMessageReceived',
  data: {
    ...{ messageId: `m-${ticket}`, text: 'Rosa here.', visibility, byAi: false, ticket },
    author: { id: 'A-55502', name: 'Rosa' },
    vendorAt: 5,
  },
});

const byEmail = (email?: string): ConversationEvent => {
  const { type, data } = customerWrote('m1', 'A person, please.') as Extract<
    ConversationEvent,
    { type: 'CustomerMessageReceived' }
  >;
  const contact = email === undefined ? {} : { contact: { id: 'u1', email } };
  return { type, data: { ...data, channel: 'email', ...contact } };
};

/** What HubSpot tells of the ticket and of its webhooks. */
interface Desk {
  tag: string;
  active: readonly string[];
  targetUrl: string;
}

const good: Desk = { tag: 'handed_off', active: hubspot.requiredTopics, targetUrl: OURS };

describe("why a person's reply is not delivered, over HTTP", () => {
  let served: ServedAudit;
  let stub: Server;
  const desk: Desk = { ...good };
  let nth = 0;

  beforeAll(async () => {
    stub = await hubspotOf(desk);
    served = await serveAudit({
      verifications: [hubspot, webChat],
    });
    await served.settings.put({
      workspace: 'acme',
      rules: { handoff: { tag: 'handed_off' } },
      connections: [
        {
          vendor: 'hubspot',
          apiBaseUrl: `http://127.0.0.1:${(stub.address() as AddressInfo).port}/`,
          accessToken: 'pat-na1-secret',
          signingSecrets: ['secret-of-hubspot'],
          aiTeammateId: '55501',
          appId: '1160400',
          publicWebhookUrl: OURS,
        },
      ],
    });
  });

  afterAll(async () => {
    await served.stop();
    await hubspot.close();
    await webChat.close();
    stub.closeAllConnections();
    await new Promise((resolve) => stub.close(resolve));
  });

  beforeEach(() => {
    Object.assign(desk, good);
    nth += 1;
  });

  const get = async (key: string, what: string) => {
    const path = `/api/v1/sessions/${encodeURIComponent(key)}/${what}`;
    const answer = await fetch(`${served.url}${path}`);
    return { status: answer.status, body: (await answer.json()) as unknown };
  };

  const told = async (
    vendor: string,
    events: readonly ConversationEvent[],
    startAt = systemClock.now(),
  ): Promise<string> => {
    const story = storyOf(`acme/${vendor}/r${nth}`, startAt);
    await served.log.publish(events.map((event, after) => story.next(event, after)));
    await served.settled();
    return story.key;
  };

  const handedOff = (first: ConversationEvent = customerWrote('m1', 'A person, please.')) => [
    first,
    ticketCreated(`9${nth}`),
  ];

  const failing = async (key: string): Promise<readonly string[]> => {
    const { status, body } = await get(key, 'reply-check');
    expect(status).toBe(200);
    const { checks } = body as { checks: readonly { name: string; ok: boolean; found: string }[] };
    expect(checks.map(({ name }) => name)).toEqual([
      'handoff-tag',
      'subscriptions',
      'webhook-url',
      'public-reply',
      'channel-reachable',
    ]);
    return checks.filter(({ ok }) => !ok).map(({ name, found }) => `${name}: ${found}`);
  };

  it('is nothing where all five hold (S055, S056, S057, S058, S059)', async () => {
    expect(
      await failing(await told('web-chat', [...handedOff(), personSaid(`9${nth}`, 'public')])),
    ).toEqual([]);
  });

  it.each<[string, Partial<Desk>, string]>([
    ['S055: the ticket lost its tag', { tag: 'vip' }, 'handoff-tag: vip'],
    [
      'S056: a subscription is missing',
      { active: hubspot.requiredTopics.slice(1) },
      `subscriptions: missing: ${hubspot.requiredTopics[0] ?? ''}`,
    ],
    [
      'S057: HubSpot has another address',
      { targetUrl: 'https://old.example/hook' },
      'webhook-url: https://old.example/hook',
    ],
  ])('is %s', async (_why, change, expected) => {
    const key = await told('web-chat', [...handedOff(), personSaid(`9${nth}`, 'public')]);
    Object.assign(desk, change);
    expect(await failing(key)).toEqual([expected]);
  });

  it('S058: is an internal comment, as why says, too', async () => {
    const key = await told('web-chat', [...handedOff(), personSaid(`9${nth}`, 'note')]);
    expect(await failing(key)).toEqual(['public-reply: an internal comment']);
    expect(await foundBy(key, 'public-reply')).toMatchObject({ ok: false });
  });

  it.each([
    ['no address', byEmail(), 'CHANNEL.EMAIL_INVALID'],
    ['an address that is none', byEmail('nobody'), 'CHANNEL.EMAIL_INVALID'],
  ])('S059: is %s of the customer, as why says, too', async (_why, first, code) => {
    const key = await told('hubspot', [...handedOff(first), personSaid(`9${nth}`, 'public')]);
    expect(await failing(key)).toEqual([`channel-reachable: ${code}`]);
    expect(await foundBy(key, 'channel-reachable')).toMatchObject({ ok: false, found: code });
  });

  it.each<[string, number, readonly ConversationEvent[]]>([
    ['is older than its session lasts', systemClock.now() - SESSION_MS - DAY, []],
    ['was deleted', systemClock.now(), [{ type: 'ConversationDeleted', data: { vendorAt: 9 } }]],
  ])('S059: is a web chat that %s, as why says, too', async (_why, startAt, more) => {
    const said = personSaid(`9${nth}`, 'public');
    const key = await told('web-chat', [...handedOff(), said, ...more], startAt);
    const found = 'CHANNEL.SESSION_CLOSED';
    expect(await failing(key)).toEqual([`channel-reachable: ${found}`]);
    expect(await foundBy(key, 'channel-reachable')).toMatchObject({ ok: false, found });
  });

  it('says so when there is no session or no ticket', async () => {
    expect(await get('acme/web-chat/nowhere', 'reply-check')).toMatchObject({ status: 404 });
    const key = await told('web-chat', [customerWrote('m1', 'Hello')]);
    expect(await get(key, 'reply-check')).toMatchObject({
      status: 404,
      body: { detail: `Session ${key} has no ticket.` },
    });
  });

  const foundBy = async (key: string, check: string) => {
    const { body } = await get(key, 'why');
    const all = body as readonly { symptom: string; findings: readonly { check: string }[] }[];
    const { findings = [] } = all.find(({ symptom }) => symptom === 'rep-reply-missing') ?? {};
    return findings.find((finding) => finding.check === check);
  };
});

const hubspotOf = async (desk: Desk): Promise<Server> => {
  const answerTo = (path: string): object | null => {
    if (path.startsWith('/crm/v3/objects/tickets/'))
      return { id: '9', properties: { [hubspotTagProperty]: desk.tag } };
    if (path === '/webhooks/v3/1160400/settings') return { targetUrl: desk.targetUrl };
    if (path === '/webhooks/v3/1160400/subscriptions')
      return { results: desk.active.map((eventType) => ({ eventType, active: true })) };
    return null;
  };
  const server = createServer(({ url = '' }, response) => {
    const answer = answerTo(url.split('?')[0] ?? '');
    response.writeHead(answer === null ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};
