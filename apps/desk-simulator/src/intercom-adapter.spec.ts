import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IntercomApi } from '@deskstream/adapter-vendor-intercom';
import {
  createIntercomApi,
  createIntercomFeed,
  createIntercomVerification,
  intercomWebhooks,
} from '@deskstream/adapter-vendor-intercom';
import type { CanonicalFact, VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import type { Desk } from './desk/desk';
import type { Conversation } from './desk/model';
import type { RunningDeskSimulator } from './start-desk-simulator';
import { startDeskSimulator } from './start-desk-simulator';
import type { Workspace } from './workspace';

const AI = '9000001';
const go = new AbortController().signal;
const bytes = (text: string) => new TextEncoder().encode(text);

let simulator: RunningDeskSimulator;
let workspace: Workspace;
let desk: Desk;
let api: IntercomApi;
let connection: VendorConnection;
let told: CanonicalFact[];
let it1: Conversation;

beforeEach(async () => {
  told = [];
  simulator = await startDeskSimulator({
    port: 0,
    post: ({ body, headers }) => {
      if (body !== null) hear(body, headers);
      return Promise.resolve(200);
    },
    workspaces: [
      {
        workspace: 'demo',
        appId: 'demo-app',
        clientSecret: 'secret',
        accessToken: 'token',
        aiAdminId: AI,
        assignNewTo: 'ai',
        webhookUrl: 'http://receiver.test',
      },
    ],
  });
  workspace = simulator.workspaces.get('demo') as Workspace;
  desk = workspace.desk;
  api = createIntercomApi();
  connection = {
    workspace: 'demo',
    vendor: 'intercom',
    apiBaseUrl: `${simulator.url}/intercom/demo`,
    accessToken: 'token',
    aiTeammateId: AI,
    externalWorkspaceId: 'demo-app',
    signingSecrets: ['secret'],
  };
  it1 = desk.customerStarts('Where is my export?', 'Ada').conversation;
});

afterEach(async () => {
  await api.close();
  await simulator.stop();
});

/** What the adapter understands of a webhook as it was posted. */
const hear = (body: string, headers: Readonly<Record<string, string>>): void => {
  const request = { method: 'POST', url: '/', headers, body: bytes(body) };
  const received = intercomWebhooks.receive(request, connection);
  if (received.kind !== 'deliveries') return;
  told.push(...received.deliveries.flatMap((each) => intercomWebhooks.interpret(each, connection)));
};

const perform = (command: WithoutConversation<VendorCommand>) =>
  api.perform({ ...command, conversation: it1.id }, connection, go);
type WithoutConversation<C> = C extends VendorCommand ? Omit<C, 'conversation'> : never;

const readBack = (command: WithoutConversation<VendorCommand>) =>
  api.readBack(
    { ...command, conversation: it1.id },
    connection,
    { since: Date.now(), exclude: [] },
    go,
  );

const effects = () => desk.effects().map(({ kind }) => kind);
const names = (facts: readonly CanonicalFact[] = []) =>
  facts.map(({ type, identity }) => `${type} ${identity}`).sort();
const distinct = (list: readonly string[]) => [...new Set(list)].sort();

describe('commands, done and read back', () => {
  it.each([
    [{ kind: 'assign', to: { kind: 'teammate', id: '7700101' } } as const, 'assign'],
    [{ kind: 'assign', to: { kind: 'team', id: '8800201' } } as const, 'assign'],
    [{ kind: 'unassign' } as const, 'unassign'],
    [{ kind: 'close' } as const, 'close'],
    [{ kind: 'note', text: 'A person is needed.' } as const, 'note'],
  ])('%j takes one write', async (command, effect) => {
    expect(await readBack(command)).toEqual({ kind: 'absent' });
    expect(await perform(command)).toMatchObject({
      kind: 'done',
      vendorAt: expect.any(Number),
      budget: { limit: 1667, remaining: expect.any(Number), resetsAt: expect.any(Number) },
    });
    expect(await readBack(command)).toMatchObject({ kind: 'found' });
    expect(effects()).toEqual([effect]);
  });

  it('makes a tag that is missing first, then attaches it: one write each time', async () => {
    const tag = { kind: 'tag', tag: 'deskstream_handed_off' } as const;
    expect(await perform(tag)).toEqual({ kind: 'unreachable', because: 'INTERCOM.TAG_CREATED' });
    expect(await readBack(tag)).toEqual({ kind: 'absent' });
    expect(await perform({ ...tag, tag: 'Deskstream_Handed_Off' })).toMatchObject({ kind: 'done' });
    expect(await readBack(tag)).toMatchObject({ kind: 'found' });
    expect(effects()).toEqual(['create-tag', 'tag']);
    expect(it1.tags.map(({ name }) => name)).toEqual(['deskstream_handed_off']);
  });

  it('finds a contact by address or creates it, once', async () => {
    const ensure = { kind: 'ensure-contact', email: 'new@example.com', name: 'New' } as const;
    expect(await readBack(ensure)).toEqual({ kind: 'absent' });
    const made = await perform(ensure);
    expect(made).toMatchObject({ kind: 'done', vendorMessageId: expect.any(String) });
    expect(await perform(ensure)).toEqual(made);
    expect(await readBack(ensure)).toMatchObject({ kind: 'found' });
    expect(effects()).toEqual(['create-contact']);
  });

  it('has no tickets', async () => {
    expect(await perform({ kind: 'ticket', subject: 's', content: 'c' })).toMatchObject({
      kind: 'rejected',
      code: 'VENDOR.UNSUPPORTED',
    });
  });
});

describe('reading a thread', () => {
  it('tells what the webhooks told, under the same identities', async () => {
    const robin = desk.authorOf('7700101');
    desk.customerReplies(it1, 'Second message');
    desk.botSays(it1, 'comment', 'We will be with you soon.');
    desk.assign(it1, robin, null);
    desk.inboxReply(it1, robin, 'I take this');
    desk.note(it1, robin, '<p>checking</p>');
    desk.tag(it1, { ...desk.tagNamed('vip'), at: workspace.clock.now(), by: robin.id });
    desk.close(it1, robin);
    desk.customerReplies(it1, 'Still broken');
    await workspace.sender.idle();
    const read = await perform({ kind: 'read', since: 0 });
    if (read.kind !== 'done') throw new Error(read.kind);
    expect(distinct(names(read.facts))).toEqual(distinct(names(told)));
    expect(read.truncated).toBe(false);
    const words = (facts: readonly CanonicalFact[]) =>
      facts.flatMap(({ data, identity }) => ('text' in data ? [`${identity} ${data.text}`] : []));
    expect(distinct(words(read.facts ?? []))).toEqual(distinct(words(told)));
  });

  it('leaves out what is older than asked for', async () => {
    const read = await perform({ kind: 'read', since: Date.now() + 60_000 });
    expect(read).toMatchObject({ kind: 'done', facts: [], truncated: false });
  });

  it('says when more than 500 parts are there', async () => {
    for (let nth = 0; nth < 501; nth += 1) desk.customerReplies(it1, `Message ${nth}`);
    it1.parts.slice(1).forEach((part) => Object.assign(part, { at: part.at + 5_000 }));
    const read = await perform({ kind: 'read', since: 0 });
    expect(read).toMatchObject({ kind: 'done', truncated: true });
  });
});

describe('reading a profile', () => {
  const profile = async (companies: 'off' | 'first' | 'all') => {
    const read = await perform({ kind: 'read-profile', contactId: it1.contactId, companies });
    return read.kind === 'done' ? (read.facts ?? []) : [];
  };

  it.each([
    ['off', 'company sync is off'],
    ['first', 'the contact has no company'],
  ] as const)('says why there is no company: %s', async (mode, because) => {
    const [read] = await profile(mode);
    expect(read).toMatchObject({
      type: 'ProfileRead',
      data: { contact: { id: it1.contactId, name: 'Ada' }, companies: [], because },
    });
  });

  it('tells the first or all companies, and attributes that came late', async () => {
    const contact = desk.contactOf(it1);
    desk.attachCompany(contact, 'Acme', { tier: 'gold' });
    desk.attachCompany(contact, 'Blue Sun');
    desk.setContactAttributes(contact, { plan: 'pro' });
    const [first, attributes] = await profile('first');
    expect(first?.data).toMatchObject({
      companies: [{ name: 'Acme', attributes: { tier: 'gold' } }],
    });
    expect(attributes).toMatchObject({
      type: 'AttributesChanged',
      data: { attributes: { plan: 'pro' } },
    });
    const [all, again] = [(await profile('all'))[0], (await profile('all'))[0]];
    expect(all?.data).toMatchObject({ companies: [{ name: 'Acme' }, { name: 'Blue Sun' }] });
    expect(again?.identity).toBe(all?.identity);
    expect(all?.identity).not.toBe(first?.identity);
  });
});

describe('workflows', () => {
  it('contest an unassign of ours by a rule, and not one of a teammate', async () => {
    workspace.workflows.set([
      { on: 'unassign', by: 'ai', do: { kind: 'assign', to: 'ai' }, afterMs: 1 },
    ]);
    await perform({ kind: 'unassign' });
    await workspace.workflows.idle();
    expect(await api.ownership(it1.id, connection, go)).toMatchObject({
      assignee: { kind: 'ai', id: AI },
      assignedBy: desk.operator.id,
    });
    desk.assign(it1, desk.authorOf('7700101'), null);
    await workspace.workflows.idle();
    expect(it1.adminId).toBeNull();
  });

  it('end after so many runs, and never start one another', async () => {
    workspace.workflows.set([
      { on: 'close', do: { kind: 'open' }, times: 1 },
      { on: 'open', do: { kind: 'close' } },
    ]);
    await perform({ kind: 'close' });
    await workspace.workflows.idle();
    expect(it1.state).toBe('open');
    await perform({ kind: 'close' });
    await workspace.workflows.idle();
    expect(it1.state).toBe('closed');
  });
});

describe('verification', () => {
  const verify = async (over: Partial<VendorConnection> = {}) => {
    const verification = createIntercomVerification();
    const checks = await verification.verify({ ...connection, ...over }, go);
    await verification.close();
    return checks;
  };

  it('finds nothing wrong with a good connection', async () => {
    expect((await verify()).map(({ name, result }) => `${name} ${result}`)).toEqual([
      'token ok',
      'workspace ok',
      'AI admin ok',
      'read conversations ok',
      'signing secret ok',
    ]);
  });

  it.each([
    ['revoked', 'INTERCOM.TOKEN_REVOKED'],
    ['other-workspace', 'INTERCOM.WRONG_WORKSPACE'],
    ['plan-without-api', 'INTERCOM.PLAN_WITHOUT_API'],
  ] as const)('tells %s apart, with a fix (S006, S007)', async (state, code) => {
    workspace.access.set(state);
    const failed = (await verify()).filter(({ result }) => result === 'failed');
    expect(failed).toMatchObject([{ code, fix: expect.any(String) }]);
    expect(JSON.stringify(failed)).not.toContain('token-secret');
  });

  it.each([
    [{ aiTeammateId: '1' }, 'INTERCOM.ADMIN_UNKNOWN'],
    [{ signingSecrets: [] }, 'INTERCOM.NO_SIGNING_SECRET'],
    [{ apiBaseUrl: 'http://127.0.0.1:1' }, 'INTERCOM.UNREACHABLE'],
  ])('names what is wrong with %j', async (over, code) => {
    const failed = (await verify(over)).filter(({ result }) => result === 'failed');
    expect(failed).toMatchObject([{ code }]);
  });
});

describe('the feed', () => {
  it('lists what changed in a range, newest first, over several pages', async () => {
    for (let nth = 0; nth < 160; nth += 1) desk.customerStarts(`Question ${nth}`);
    const feed = createIntercomFeed();
    const range = { since: Date.now() - 60_000, until: Date.now() + 60_000 };
    const recent = await feed.recent(connection, range, go);
    const later = await feed.recent(connection, { ...range, since: range.until - 1 }, go);
    await feed.close();
    expect(recent).toMatchObject({ kind: 'read', truncated: false });
    expect(recent.kind === 'read' ? recent.conversations.length : 0).toBe(161);
    expect(later).toEqual({ kind: 'read', conversations: [], truncated: false });
  });

  it('says when the vendor does not let it look', async () => {
    workspace.faults.set([{ fault: 'throttle', on: 'search' }]);
    const feed = createIntercomFeed();
    const recent = await feed.recent(connection, { since: 0, until: Date.now() }, go);
    await feed.close();
    expect(recent).toMatchObject({ kind: 'unreadable', retryAt: expect.any(Number) });
  });
});
