import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConnectedFront } from '../testing/connected-front';
import { connectFront, go, NOW } from '../testing/connected-front';
import { comment, message, question, threadAt } from '../testing/thread';

let front: ConnectedFront;
let thread: ReturnType<typeof threadAt>;

beforeEach(async () => {
  front = await connectFront();
  thread = threadAt(front);
});

afterEach(() => front.close());

describe('reading a thread', () => {
  const read = (since = 0) =>
    front.api.perform({ kind: 'read', conversation: 'cnv_1', since }, front.connection, go);
  const identities = async (since = 0) => {
    const result = await read(since);
    return result.kind === 'done' ? result.facts?.map(({ identity }) => identity) : result;
  };

  it('gives what webhooks would have told, oldest first, from all pages', async () => {
    thread.conversation();
    thread.messages([question(4, NOW - 1_000), message(3, NOW - 2_000), question(1, NOW - 4_000)]);
    thread.comments(comment(2, NOW - 3_000));
    expect(await identities()).toEqual([
      'message:msg_1',
      'comment:com_2',
      'message:msg_3',
      'message:msg_4',
    ]);
    expect(front.seen.every(({ headers }) => headers.host?.startsWith('127.0.0.1'))).toBe(true);
    expect(front.writes()).toEqual([]);
  });

  it("tells who owns it now, and knows the AI's own words by their uid", async () => {
    thread.conversation();
    thread.messages([question(3, NOW - 1_000), message(2, NOW - 2_000)]);
    thread.comments();
    const result = await read();
    expect(result.kind === 'done' ? result.facts : result).toMatchObject([
      { type: 'TeammateWrote', data: { byAi: true, messageId: 'uid_2' } },
      { type: 'CustomerWrote', data: { ownership: { assignee: { kind: 'ai' }, asOf: NOW } } },
    ]);
  });

  it('stops at the time it was asked for', async () => {
    thread.conversation();
    thread.messages([5, 4, 3, 2, 1].map((id) => question(id, NOW - 10_000 + id * 1_000)));
    thread.comments(comment(9, NOW - 9_000), comment(8, NOW - 7_000));
    expect(await identities(NOW - 7_000)).toEqual([
      'message:msg_3',
      'comment:com_8',
      'message:msg_4',
      'message:msg_5',
    ]);
    expect(front.seen.filter(({ path }) => path.endsWith('/messages'))).toHaveLength(2);
  });

  it('says when there is more', async () => {
    thread.conversation();
    thread.messages(Array.from({ length: 30 }, (_, index) => question(index, NOW - index)));
    thread.comments();
    const result = await read();
    expect(result).toMatchObject({ kind: 'done', truncated: true });
    expect(result.kind === 'done' && result.facts).toHaveLength(20);
  });

  it('knows who began when it reached the beginning', async () => {
    thread.conversation({ created_at: (NOW - 5_000) / 1000 });
    thread.messages([
      question(2, NOW - 1_000),
      message(1, NOW - 5_000, { author: { id: 'tea_1' } }),
    ]);
    thread.comments();
    expect(await read()).toMatchObject({
      facts: [
        { type: 'TeammateWrote' },
        { type: 'CustomerWrote', data: { startedBy: 'teammate' } },
      ],
    });
  });

  it.each([
    [404, { kind: 'rejected', code: 'FRONT.HTTP_404' }],
    [301, { kind: 'rejected', code: 'FRONT.CONVERSATION_MERGED' }],
    [429, { kind: 'throttled' }],
    [500, { kind: 'unreachable' }],
  ])('%i is told', async (status, expected) => {
    front.json('GET /conversations/cnv_1', status);
    expect(await read()).toMatchObject(expected);
  });
});

describe('reading a profile', () => {
  const read = (companies: 'off' | 'first' | 'all') =>
    front.api.perform(
      { kind: 'read-profile', conversation: 'cnv_1', contactId: 'crd_1', companies },
      front.connection,
      go,
    );
  const contact = (handles: readonly string[]) =>
    front.json('GET /contacts/crd_1', 200, {
      id: 'crd_1',
      name: 'Cleo',
      handles: handles.map((handle) => ({ handle, source: 'email' })),
    });

  it('gives the contact, and accounts of the same domain', async () => {
    contact(['cleo@shop.example', 'old@shop.example', '+1 555 0100']);
    front.json('GET /accounts', 200, {
      _results: [
        { id: 'acc_1', name: 'Other', domains: ['other.example'] },
        { id: 'acc_2', name: 'Shop', domains: ['SHOP.example'], custom_fields: { plan: 'gold' } },
        { id: 'acc_3', name: 'Shop 2', domains: ['shop.example'] },
      ],
    });
    const shop = { id: 'acc_2', name: 'Shop', attributes: { plan: 'gold' } };
    expect(await read('first')).toMatchObject({
      kind: 'done',
      facts: [
        {
          type: 'ProfileRead',
          data: {
            contact: {
              id: 'crd_1',
              name: 'Cleo',
              email: 'cleo@shop.example',
              phone: '+1 555 0100',
            },
            companies: [shop],
          },
        },
      ],
    });
    expect(await read('all')).toMatchObject({
      facts: [{ data: { companies: [shop, { id: 'acc_3', name: 'Shop 2' }] } }],
    });
  });

  it('finds a contact by its address', async () => {
    front.json('GET /contacts/alt:email:a%2Bb@shop.example', 200, { id: 'crd_1', handles: [] });
    const contactId = 'alt:email:a+b@shop.example';
    const command = { kind: 'read-profile', conversation: 'cnv_1', contactId } as const;
    expect(
      await front.api.perform({ ...command, companies: 'off' }, front.connection, go),
    ).toMatchObject({
      facts: [{ data: { contact: { id: 'crd_1' } } }],
    });
  });

  it('asks for no accounts when they are off', async () => {
    contact(['cleo@shop.example']);
    expect(await read('off')).toMatchObject({ facts: [{ data: { companies: [] } }] });
    expect(front.seen).toHaveLength(1);
  });

  it('says why companies are missing', async () => {
    contact(['+1 555 0100']);
    expect(await read('all')).toMatchObject({
      facts: [{ data: { because: 'the contact has no email address' } }],
    });
    contact(['cleo@shop.example']);
    front.json('GET /accounts', 403, { _error: { title: 'Forbidden' } });
    expect(await read('all')).toMatchObject({ facts: [{ data: { because: 'FRONT.FORBIDDEN' } }] });
    front.json('GET /accounts', 200, { _results: [] });
    expect(await read('all')).toMatchObject({
      facts: [{ data: { because: 'no account has domain shop.example' } }],
    });
    front.json('GET /accounts', 503);
    expect(await read('all')).toMatchObject({ kind: 'unreachable' });
  });
});
