import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CanonicalFact } from '@deskstream/port-vendor';
import { AI, go, openAdaptedDesk } from './testing/adapted-desk';
import type { AdaptedDesk } from './testing/adapted-desk';

let adapted: AdaptedDesk;

beforeEach(async () => {
  adapted = await openAdaptedDesk();
});

afterEach(() => adapted.close());

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
    expect(await adapted.readBack(command)).toEqual({ kind: 'absent' });
    expect(await adapted.perform(command)).toMatchObject({
      kind: 'done',
      vendorAt: expect.any(Number),
      budget: { limit: 1667, remaining: expect.any(Number), resetsAt: expect.any(Number) },
    });
    expect(await adapted.readBack(command)).toMatchObject({ kind: 'found' });
    expect(adapted.effects()).toEqual([effect]);
  });

  it('makes a tag that is missing first, then attaches it: one write each time', async () => {
    const tag = { kind: 'tag', tag: 'deskstream_handed_off' } as const;
    expect(await adapted.perform(tag)).toEqual({
      kind: 'unreachable',
      because: 'INTERCOM.TAG_CREATED',
    });
    expect(await adapted.readBack(tag)).toEqual({ kind: 'absent' });
    expect(await adapted.perform({ ...tag, tag: 'Deskstream_Handed_Off' })).toMatchObject({
      kind: 'done',
    });
    expect(await adapted.readBack(tag)).toMatchObject({ kind: 'found' });
    expect(adapted.effects()).toEqual(['create-tag', 'tag']);
    expect(adapted.conversation.tags.map(({ name }) => name)).toEqual(['deskstream_handed_off']);
  });

  it('finds a contact by address or creates it, once', async () => {
    const ensure = { kind: 'ensure-contact', email: 'new@example.com', name: 'New' } as const;
    expect(await adapted.readBack(ensure)).toEqual({ kind: 'absent' });
    const made = await adapted.perform(ensure);
    expect(made).toMatchObject({ kind: 'done', vendorMessageId: expect.any(String) });
    expect(await adapted.perform(ensure)).toEqual(made);
    expect(await adapted.readBack(ensure)).toMatchObject({ kind: 'found' });
    expect(adapted.effects()).toEqual(['create-contact']);
  });

  it('has no tickets', async () => {
    expect(await adapted.perform({ kind: 'ticket', subject: 's', content: 'c' })).toMatchObject({
      kind: 'rejected',
      code: 'VENDOR.UNSUPPORTED',
    });
  });
});

describe('reading a thread', () => {
  it('tells what the webhooks told, under the same identities', async () => {
    const { desk, conversation, workspace } = adapted;
    const robin = desk.authorOf('7700101');
    desk.customerReplies(conversation, 'Second message');
    desk.botSays(conversation, 'comment', 'We will be with you soon.');
    desk.assign(conversation, robin, null);
    desk.inboxReply(conversation, robin, 'I take this');
    desk.note(conversation, robin, '<p>checking</p>');
    desk.tag(conversation, {
      ...desk.tagNamed('vip'),
      at: workspace.clock.now(),
      by: robin.id,
    });
    desk.close(conversation, robin);
    desk.customerReplies(conversation, 'Still broken');
    await workspace.sender.idle();
    const read = await adapted.perform({ kind: 'read', since: 0 });
    if (read.kind !== 'done') throw new Error(read.kind);
    expect(distinct(names(read.facts))).toEqual(distinct(names(adapted.told)));
    expect(read.truncated).toBe(false);
    const words = (facts: readonly CanonicalFact[]) =>
      facts.flatMap(({ data, identity }) => ('text' in data ? [`${identity} ${data.text}`] : []));
    expect(distinct(words(read.facts ?? []))).toEqual(distinct(words(adapted.told)));
  });

  it('leaves out what is older than asked for', async () => {
    const read = await adapted.perform({ kind: 'read', since: Date.now() + 60_000 });
    expect(read).toMatchObject({ kind: 'done', facts: [], truncated: false });
  });

  it('says when more than 500 parts are there', async () => {
    const { desk, conversation } = adapted;
    for (let nth = 0; nth < 501; nth += 1) desk.customerReplies(conversation, `Message ${nth}`);
    conversation.parts.slice(1).forEach((part) => Object.assign(part, { at: part.at + 5_000 }));
    const read = await adapted.perform({ kind: 'read', since: 0 });
    expect(read).toMatchObject({ kind: 'done', truncated: true });
  });
});

describe('reading a profile', () => {
  const profile = async (companies: 'off' | 'first' | 'all') => {
    const read = await adapted.perform({
      kind: 'read-profile',
      contactId: adapted.conversation.contactId,
      companies,
    });
    return read.kind === 'done' ? (read.facts ?? []) : [];
  };

  it.each([
    ['off', 'company sync is off'],
    ['first', 'the contact has no company'],
  ] as const)('says why there is no company: %s', async (mode, because) => {
    const [read] = await profile(mode);
    expect(read).toMatchObject({
      type: 'ProfileRead',
      data: {
        contact: { id: adapted.conversation.contactId, name: 'Ada' },
        companies: [],
        because,
      },
    });
  });

  it('tells the first or all companies, and attributes that came late', async () => {
    const { desk, conversation } = adapted;
    const contact = desk.contactOf(conversation);
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
    const { desk, conversation, workspace } = adapted;
    workspace.workflows.set([
      { on: 'unassign', by: 'ai', do: { kind: 'assign', to: 'ai' }, afterMs: 1 },
    ]);
    await adapted.perform({ kind: 'unassign' });
    await workspace.workflows.idle();
    expect(await adapted.api.ownership(conversation.id, adapted.connection, go)).toMatchObject({
      assignee: { kind: 'ai', id: AI },
      assignedBy: desk.operator.id,
    });
    desk.assign(conversation, desk.authorOf('7700101'), null);
    await workspace.workflows.idle();
    expect(conversation.adminId).toBeNull();
  });

  it('end after so many runs, and never start one another', async () => {
    const { conversation, workspace } = adapted;
    workspace.workflows.set([
      { on: 'close', do: { kind: 'open' }, times: 1 },
      { on: 'open', do: { kind: 'close' } },
    ]);
    await adapted.perform({ kind: 'close' });
    await workspace.workflows.idle();
    expect(conversation.state).toBe('open');
    await adapted.perform({ kind: 'close' });
    await workspace.workflows.idle();
    expect(conversation.state).toBe('closed');
  });
});
