import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand } from '@deskstream/port-vendor';
import type { ConnectedFront } from '../testing/connected-front';
import { connectFront, go, NOW } from '../testing/connected-front';
import type { Fields } from '../testing/thread';
import { comment, message, question, threadAt } from '../testing/thread';

let front: ConnectedFront;
let thread: ReturnType<typeof threadAt>;

beforeEach(async () => {
  front = await connectFront();
  thread = threadAt(front);
});

afterEach(() => front.close());

describe('looking for the effect of a lost call', () => {
  const since = NOW - 60_000;
  const at = { conversation: 'cnv_1' };
  const look = (command: VendorCommand, exclude: readonly string[] = []) =>
    front.api.readBack(command, front.connection, { since, exclude }, go);
  const reply: VendorCommand = { kind: 'reply', ...at, text: 'text 7' };

  it.each<[string, Fields]>([
    ['our teammate', { author: { id: 'tea_9', type: 'user' } }],
    ['the API', { author: { id: 'tea_5', type: 'api' } }],
  ])('finds a reply by %s with our words', async (_name, fields) => {
    thread.conversation();
    thread.messages([question(8, NOW), message(7, NOW - 1_000, fields)]);
    expect(await look(reply)).toEqual({
      kind: 'found',
      vendorMessageId: 'uid_7',
      vendorAt: NOW - 1_000,
    });
  });

  it.each<[string, Fields, readonly string[]]>([
    ['a person says the same', { author: { id: 'tea_1', type: 'user' } }, []],
    ['the customer says the same', { is_inbound: true }, []],
    ['it is a draft', { is_draft: true }, []],
    ['it says something else', { body: '<p>no</p>', text: 'no' }, []],
    ['it is too old', { created_at: (since - 120_001) / 1000 }, []],
    ['it belongs to another command, by uid', {}, ['uid_7']],
    ['it belongs to another command, by id', {}, ['msg_7']],
  ])('does not take it for ours when %s', async (_name, fields, exclude) => {
    thread.conversation();
    thread.messages([message(7, NOW, fields)]);
    expect(await look(reply, exclude)).toEqual({ kind: 'absent' });
  });

  it('finds a note', async () => {
    thread.conversation();
    thread.comments(comment(6, NOW), comment(7, NOW, { author: { id: 'tea_9' } }));
    expect(await look({ kind: 'note', ...at, text: 'text 7' })).toMatchObject({
      kind: 'found',
      vendorMessageId: 'com_7',
    });
  });

  it.each<[VendorCommand, Fields, 'found' | 'absent']>([
    [{ kind: 'unassign', ...at }, { assignee: null }, 'found'],
    [{ kind: 'unassign', ...at }, {}, 'absent'],
    [{ kind: 'assign', ...at, to: { kind: 'teammate', id: 'tea_1' } }, {}, 'absent'],
    [
      { kind: 'assign', ...at, to: { kind: 'teammate', id: 'tea_1' } },
      { assignee: { id: 'tea_1' } },
      'found',
    ],
    [{ kind: 'tag', ...at, tag: 'refund' }, { tags: [{ name: 'Refund' }] }, 'found'],
    [{ kind: 'tag', ...at, tag: 'refund' }, {}, 'absent'],
    [{ kind: 'close', ...at }, { status: 'archived' }, 'found'],
    [{ kind: 'close', ...at }, {}, 'absent'],
    [{ kind: 'read', ...at, since: 0 }, {}, 'absent'],
  ])('of %j, where it shows %j: %s', async (command, fields, kind) => {
    thread.conversation(fields);
    expect(await look(command)).toMatchObject({ kind });
  });

  it('finds it in the inbox of a team', async () => {
    thread.conversation();
    front.json('GET /conversations/cnv_1/inboxes', 200, { _results: [{ id: 'inb_7' }] });
    const to = (id: string) => ({ kind: 'assign', ...at, to: { kind: 'team', id } }) as const;
    expect(await look(to('inb_7'))).toMatchObject({ kind: 'found' });
    expect(await look(to('inb_8'))).toMatchObject({ kind: 'absent' });
  });

  it('looks in the surviving conversation after a merge, on our own host', async () => {
    const location = 'https://evil.example/conversations/cnv_2';
    front.json('GET /conversations/cnv_1', 301, undefined, { location });
    thread.messages([message(7, NOW)], 'cnv_2');
    expect(await look(reply)).toMatchObject({ kind: 'found', vendorMessageId: 'uid_7' });
  });

  it('finds nothing in a conversation that is gone, and says when it cannot tell', async () => {
    expect(await look(reply)).toEqual({ kind: 'absent' });
    front.json('GET /conversations/cnv_1', 500);
    expect(await look(reply)).toMatchObject({ kind: 'unreadable' });
    thread.conversation();
    front.json('GET /conversations/cnv_1/messages', 429, undefined, { 'retry-after': '3' });
    expect(await look(reply)).toEqual({
      kind: 'unreadable',
      because: 'HTTP 429',
      retryAt: NOW + 3_000,
    });
  });
});
