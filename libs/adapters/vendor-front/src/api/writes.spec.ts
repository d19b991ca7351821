import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand } from '@deskstream/port-vendor';
import type { ConnectedFront } from '../testing/connected-front';
import { connectFront, error, NOW } from '../testing/connected-front';

let front: ConnectedFront;

beforeEach(async () => {
  front = await connectFront();
});

afterEach(() => front.close());

describe('the other writes', () => {
  const at = { conversation: 'cnv_1' };

  it('a note is a comment, as it is written', async () => {
    front.json('POST /conversations/cnv_1/comments', 201, { id: 'com_1', posted_at: NOW / 1000 });
    expect(await front.perform({ kind: 'note', ...at, text: 'See *this*' })).toEqual({
      kind: 'done',
      vendorMessageId: 'com_1',
      vendorAt: NOW,
    });
    expect(front.writes()).toMatchObject([{ body: { author_id: 'tea_9', body: 'See *this*' } }]);
  });

  it.each<[VendorCommand, string | null]>([
    [{ kind: 'unassign', ...at }, null],
    [{ kind: 'assign', ...at, to: { kind: 'teammate', id: 'tea_1' } }, 'tea_1'],
  ])('%j puts the assignee', async (command, assignee_id) => {
    front.json('PUT /conversations/cnv_1/assignee', 204);
    expect(await front.perform(command)).toEqual({ kind: 'done' });
    expect(front.writes()).toMatchObject([{ body: { assignee_id } }]);
  });

  it.each([
    ['inb_7', 'inb_7'],
    ['tim_1', 'inb_3'],
  ])('a team (%s) gets it in its inbox, unassigned by the same write', async (team, inbox_id) => {
    front.json('GET /teams/tim_1/inboxes', 200, {
      _results: [{ id: 'inb_2', is_private: true }, { id: 'inb_3' }],
    });
    front.json('PATCH /conversations/cnv_1', 204);
    const to = { kind: 'team', id: team } as const;
    expect(await front.perform({ kind: 'assign', ...at, to })).toEqual({ kind: 'done' });
    expect(front.writes()).toMatchObject([{ body: { inbox_id, assignee_id: null } }]);
  });

  it('a team without an inbox cannot get it', async () => {
    front.json('GET /teams/tim_1/inboxes', 200, { _results: [] });
    const to = { kind: 'team', id: 'tim_1' } as const;
    expect(await front.perform({ kind: 'assign', ...at, to })).toMatchObject({
      kind: 'rejected',
      code: 'FRONT.TEAM_WITHOUT_INBOX',
    });
    expect(front.writes()).toEqual([]);
  });

  it('a tag is added to those that are there', async () => {
    front.json('GET /tags', 200, { _results: [{ id: 'tag_1', name: 'Refund' }] });
    front.json('POST /conversations/cnv_1/tags', 204);
    expect(await front.perform({ kind: 'tag', ...at, tag: 'refund' })).toEqual({ kind: 'done' });
    expect(front.writes()).toMatchObject([{ body: { tag_ids: ['tag_1'] } }]);
  });

  it('a tag that is missing is made first, which counts as not executed', async () => {
    front.json('GET /tags', 200, { _results: [] });
    front.json('POST /tags', 201, { id: 'tag_2', name: 'refund' });
    expect(await front.perform({ kind: 'tag', ...at, tag: 'refund' })).toEqual({
      kind: 'unreachable',
      because: 'FRONT.TAG_CREATED',
    });
    expect(front.writes()).toMatchObject([{ path: '/tags', body: { name: 'refund' } }]);
    front.json('POST /tags', 502);
    expect(await front.perform({ kind: 'tag', ...at, tag: 'refund' })).toMatchObject({
      kind: 'unreachable',
    });
    front.json('POST /tags', 403, error(403, 'Forbidden'));
    expect(await front.perform({ kind: 'tag', ...at, tag: 'refund' })).toMatchObject({
      kind: 'rejected',
      code: 'FRONT.FORBIDDEN',
    });
  });

  it('closing archives', async () => {
    front.json('GET /conversations/cnv_1', 200, { id: 'cnv_1', status: 'unassigned' });
    front.json('PATCH /conversations/cnv_1', 204);
    expect(await front.perform({ kind: 'close', ...at })).toEqual({ kind: 'done' });
    expect(front.writes()).toMatchObject([{ body: { status: 'archived' } }]);
  });

  it('closing a ticket sets a status that means resolved', async () => {
    front.json('GET /conversations/cnv_1', 200, { id: 'cnv_1', status_category: 'open' });
    front.json('GET /company/statuses', 200, {
      _results: [
        { id: 'sts_1', category: 'open' },
        { id: 'sts_2', category: 'resolved' },
      ],
    });
    front.json('PATCH /conversations/cnv_1', 204);
    expect(await front.perform({ kind: 'close', ...at })).toEqual({ kind: 'done' });
    expect(front.writes()).toMatchObject([{ body: { status_id: 'sts_2' } }]);
  });

  it('a read before the write that fails leaves the command surely not executed', async () => {
    front.json('GET /conversations/cnv_1', 503);
    expect(await front.perform({ kind: 'close', ...at })).toMatchObject({ kind: 'unreachable' });
    expect(front.writes()).toEqual([]);
  });

  it.each<VendorCommand>([
    { kind: 'ensure-contact', ...at, email: 'a@b.example' },
    { kind: 'ticket', ...at, subject: 's', content: 'c' },
    { kind: 'update-ticket', ...at, ticketId: '1', content: 'c' },
  ])('%j is unsupported', async (command) => {
    expect(await front.perform(command)).toMatchObject({ code: 'VENDOR.UNSUPPORTED' });
    expect(front.seen).toEqual([]);
  });
});
