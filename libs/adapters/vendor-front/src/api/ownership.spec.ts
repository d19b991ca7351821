import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConnectedFront } from '../testing/connected-front';
import { connectFront, error, go, NOW } from '../testing/connected-front';

let front: ConnectedFront;

beforeEach(async () => {
  front = await connectFront();
});

afterEach(() => front.close());

describe('asking who owns a conversation', () => {
  const GET = 'GET /conversations/cnv_1';
  const ask = () => front.api.ownership('cnv_1', front.connection, go);

  it('tells owner, time, state and who assigned it last', async () => {
    front.json(GET, 200, {
      status: 'archived',
      assignee: { id: 'tea_1' },
      updated_at: 1_790_000_000.25,
    });
    front.json('GET /conversations/cnv_1/events', 200, {
      _results: [
        { type: 'comment', emitted_at: 9 },
        {
          type: 'assign',
          emitted_at: 8,
          source: { _meta: { type: 'rule' }, data: { id: 'rul_1' } },
        },
        {
          type: 'unassign',
          emitted_at: 7,
          source: { _meta: { type: 'api' }, data: { id: 'tea_9' } },
        },
      ],
    });
    expect(await ask()).toEqual({
      kind: 'known',
      assignee: { kind: 'teammate', id: 'tea_1' },
      asOf: 1_790_000_000_250,
      open: false,
      assignedBy: 'rul_1',
    });
  });

  it('asks no further when nobody owns it, nor when the budget is low', async () => {
    front.json(GET, 200, { status: 'unassigned', assignee: null });
    expect(await ask()).toMatchObject({ assignee: { kind: 'nobody' }, open: true, asOf: NOW });
    const low = {
      'x-ratelimit-limit': '50',
      'x-ratelimit-remaining': '5',
      'x-ratelimit-reset': '1790000060',
    };
    front.json(GET, 200, { status: 'assigned', assignee: { id: 'tea_9' } }, low);
    expect(await ask()).toMatchObject({ assignee: { kind: 'ai', id: 'tea_9' } });
    expect(front.seen).toHaveLength(2);
  });

  it('still knows the owner when the events cannot be read', async () => {
    front.json(GET, 200, { status: 'assigned', assignee: { id: 'tea_1' } });
    front.json('GET /conversations/cnv_1/events', 403, error(403, 'Forbidden'));
    expect(await ask()).toMatchObject({ kind: 'known', assignee: { id: 'tea_1' } });
  });

  it.each([
    [404, error(404, 'Not found'), 'FRONT.NOT_FOUND'],
    [301, undefined, 'FRONT.CONVERSATION_MERGED'],
    [200, { status: 'deleted' }, 'FRONT.CONVERSATION_DELETED'],
  ])('tells when it is gone: %i', async (status, body, because) => {
    front.json(GET, status, body);
    expect(await ask()).toEqual({ kind: 'gone', because });
  });

  it('tells when nobody can tell', async () => {
    front.json(GET, 429, undefined, { 'retry-after': '2' });
    expect(await ask()).toEqual({
      kind: 'unreadable',
      because: 'HTTP 429',
      retryAt: NOW + 2_000,
    });
    front.json(GET, 200);
    expect(await ask()).toMatchObject({ kind: 'unreadable' });
    front.json(GET, 401, error(401, 'Unauthenticated'));
    expect(await ask()).toMatchObject({ because: 'FRONT.UNAUTHENTICATED' });
  });
});
