import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HubspotApi } from '@deskstream/adapter-vendor-hubspot';
import {
  createHubspotApi,
  createHubspotFeed,
  createHubspotVerification,
  hubspotWebhooks,
} from '@deskstream/adapter-vendor-hubspot';
import type { CanonicalFact, VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import type { TestDesk } from './hubspot/test-desk';
import { openTestDesk, SECRET, TOKEN } from './hubspot/test-desk';

const ADDRESS = 'https://hooks.example.com/hubspot/demo?team=a%3Ab';
const go = new AbortController().signal;

let desk: TestDesk;
let api: HubspotApi;
let connection: VendorConnection;
let thread: string;

beforeEach(async () => {
  desk = await openTestDesk();
  api = createHubspotApi();
  const { portalId, appId } = desk.account().portal.settings;
  connection = {
    workspace: 'demo',
    vendor: 'hubspot',
    apiBaseUrl: desk.base(),
    accessToken: TOKEN,
    aiTeammateId: '55501',
    externalWorkspaceId: String(portalId),
    appId: String(appId),
    signingSecrets: [SECRET],
    publicWebhookUrl: ADDRESS,
  };
  thread = await desk.open({ text: 'Where is my export?' });
});

afterEach(async () => {
  await api.close();
  await desk.close();
});

type WithoutConversation<C> = C extends VendorCommand ? Omit<C, 'conversation'> : never;
type Command = WithoutConversation<VendorCommand>;

const withThread = (command: Command) => ({ ...command, conversation: thread }) as VendorCommand;
const perform = (command: Command) => api.perform(withThread(command), connection, go);
const readBack = (command: Command) =>
  api.readBack(withThread(command), connection, { since: Date.now(), exclude: [] }, go);
const effects = async () => (await desk.effects()).map(({ kind }) => kind);

const readFacts = async (): Promise<readonly CanonicalFact[]> => {
  const result = await perform({ kind: 'read', since: 0 });
  if (result.kind !== 'done') throw new Error(JSON.stringify(result));
  return result.facts ?? [];
};

/** What the adapter understands of everything that was posted, each request verified first. */
const heard = async (): Promise<readonly CanonicalFact[]> => {
  await desk.sent();
  return desk.received.flatMap(({ headers, body }) => {
    const request = {
      method: 'POST',
      url: '/hooks',
      headers: headers as Record<string, string>,
      body: new TextEncoder().encode(body),
    };
    expect(hubspotWebhooks.verify(request, connection, Date.now())).toEqual({ kind: 'genuine' });
    const received = hubspotWebhooks.receive(request, connection);
    if (received.kind !== 'deliveries') throw new Error(received.kind);
    expect(received.dropped).toEqual([]);
    return received.deliveries.flatMap((each) => hubspotWebhooks.interpret(each, connection));
  });
};

describe('commands, done and read back', () => {
  it.each<[Command, string]>([
    [{ kind: 'reply', text: 'Look <here>:\nhttps://x.example/a?b=1&c=2' }, 'reply'],
    [{ kind: 'note', text: 'A person is needed.' }, 'note'],
    [{ kind: 'unassign' }, 'unassign'],
    [{ kind: 'assign', to: { kind: 'teammate', id: 'A-55502' } }, 'assign'],
    [{ kind: 'close' }, 'close'],
    [{ kind: 'ensure-contact', email: 'new@example.com', name: 'New Customer' }, 'contact'],
  ])('%j takes one write', async (command, effect) => {
    expect(await readBack(command)).toEqual({ kind: 'absent' });
    expect(await perform(command)).toMatchObject({
      kind: 'done',
      budget: { limit: 100, remaining: expect.any(Number) },
    });
    expect(await readBack(command)).toMatchObject({ kind: 'found' });
    expect(await effects()).toEqual([effect]);
  });

  it('tags the contact, then the ticket that is made with the tag', async () => {
    const tag: Command = { kind: 'tag', tag: 'handed_off' };
    for (const attempt of [perform, perform]) await attempt(tag);
    expect(await readBack(tag)).toMatchObject({ kind: 'found' });
    const contactId = await desk.contactOf(thread);
    const content = 'Please call';
    const ticket: Command = {
      kind: 'ticket',
      subject: 'Handed off',
      content,
      contactId,
      tag: 'handed_off',
    };
    expect(await readBack(ticket)).toEqual({ kind: 'absent' });
    expect(await perform(ticket)).toEqual({
      kind: 'unreachable',
      because: 'HUBSPOT.PROPERTY_CREATED',
    });
    const made = await perform(ticket);
    expect(made).toMatchObject({ kind: 'done', vendorMessageId: expect.any(String) });
    expect(await readBack(ticket)).toMatchObject({ kind: 'found' });
    const ticketId = (made.kind === 'done' && made.vendorMessageId) || '';
    const update: Command = { kind: 'update-ticket', ticketId, content: 'More news' };
    expect(await readBack(update)).toEqual({ kind: 'absent' });
    expect(await perform(update)).toMatchObject({ kind: 'done' });
    expect(await readBack(update)).toMatchObject({ kind: 'found' });
    const conversation = `ticket-${ticketId}`;
    const read = await api.perform({ kind: 'read', conversation, since: 0 }, connection, go);
    expect(read).toMatchObject({ facts: [{ data: { context: true } }, {}] });
  });
});

describe('what is heard and what is read', () => {
  it('have one identity for each change, and announce what is read', async () => {
    await perform({ kind: 'reply', text: 'Look under Settings.' });
    await desk.act(thread, { action: 'assign-me' });
    await desk.act(thread, { action: 'reply', text: 'I take over.' });
    await desk.act(thread, { action: 'note', text: 'Internal.' });
    await desk.act(thread, { action: 'close' });
    const told = await heard();
    const read = await readFacts();
    const identities = (facts: readonly CanonicalFact[]) =>
      new Set(facts.map(({ identity }) => identity));
    expect(identities(told)).toEqual(identities(read));
    expect(read.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'CustomerWrote',
        'TeammateWrote',
        'ConversationAssigned',
        'ConversationClosed',
      ]),
    );
    const written = read.filter(({ type }) => type === 'TeammateWrote');
    expect(written).toMatchObject([
      { data: { byAi: true, visibility: 'public' } },
      { data: { byAi: false, visibility: 'public' } },
      { data: { byAi: false, visibility: 'note' } },
    ]);
  });

  it('knows who owns the thread, and who gave it to them', async () => {
    const ownership = () => api.ownership(thread, connection, go);
    expect(await ownership()).toMatchObject({ assignee: { kind: 'ai', id: '55501' }, open: true });
    await desk.act(thread, { action: 'assign-me' });
    expect(await ownership()).toMatchObject({
      assignee: { kind: 'teammate' },
      assignedBy: expect.stringMatching(/^A-/),
    });
  });
});

describe('the connection', () => {
  it('is good', async () => {
    const verification = createHubspotVerification();
    const checks = await verification.verify(connection, go);
    expect(checks.filter(({ result }) => result === 'failed')).toEqual([]);
    await verification.close();
  });

  it('lists what changed lately', async () => {
    const feed = createHubspotFeed();
    const range = { since: Date.now() - 60_000, until: Date.now() + 60_000 };
    expect(await feed.recent(connection, range, go)).toMatchObject({
      kind: 'read',
      conversations: [{ conversation: thread }],
    });
    await feed.close();
  });
});
