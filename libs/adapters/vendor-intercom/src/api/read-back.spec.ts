import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand } from '@deskstream/port-vendor';
import { conversation, note, part, reply, unassign } from '../testing/bodies';
import type { ConnectedIntercom } from '../testing/connected-intercom';
import { connectIntercom, go, NOW } from '../testing/connected-intercom';

let intercom: ConnectedIntercom;

beforeEach(async () => {
  intercom = await connectIntercom();
});

afterEach(() => intercom.close());

describe('looking for the effect of an attempt', () => {
  const since = NOW + 400;
  const look = (command: VendorCommand, exclude: readonly string[] = []) =>
    intercom.api.readBack(command, intercom.connection, { since, exclude }, go);

  it('finds our words, in the second the attempt began', async () => {
    intercom.json(200, conversation([part({ id: 'p2', body: 'Hello there' })]));
    expect(await look(reply)).toEqual({ kind: 'found', vendorMessageId: 'p2', vendorAt: NOW });
    expect(intercom.seen[0]?.path).toBe('/conversations/7?display_as=plaintext');
  });

  it.each([
    ['of another author', { author: { type: 'admin', id: '1' } }],
    ['of another kind', { part_type: 'note' }],
    ['of other words', { body: 'Hello' }],
    ['from before the attempt', { created_at: NOW / 1000 - 600 }],
  ])('does not take a part %s for it', async (_name, fields) => {
    intercom.json(200, conversation([part({ id: 'p2', body: 'Hello there', ...fields })]));
    expect(await look(reply)).toEqual({ kind: 'absent' });
  });

  it('does not take the part of another command for it', async () => {
    intercom.json(200, conversation([part({ id: 'p2', body: 'Hello there' })]));
    expect(await look(reply, ['p2'])).toEqual({ kind: 'absent' });
  });

  it('finds a note among replies', async () => {
    intercom.json(
      200,
      conversation([
        part({ id: 'p1', body: 'Hello there' }),
        part({ id: 'p2', part_type: 'note', body: 'Hello there' }),
      ]),
    );
    expect(await look(note)).toMatchObject({ kind: 'found', vendorMessageId: 'p2' });
  });

  it('reads the present owner back after an unassign', async () => {
    intercom.json(200, conversation([]));
    expect(await look(unassign)).toEqual({ kind: 'absent' });
    intercom.json(200, conversation([], { admin_assignee_id: null }));
    expect(await look(unassign)).toEqual({ kind: 'found', vendorAt: NOW });
  });

  it('says when it cannot read', async () => {
    intercom.json(429, {}, { 'retry-after': '3' });
    expect(await look(reply)).toEqual({
      kind: 'unreadable',
      because: 'HTTP 429',
      retryAt: NOW + 3000,
    });
    intercom.json(401, { errors: [{ code: 'token_revoked' }] });
    expect(await look(reply)).toMatchObject({
      kind: 'unreadable',
      because: 'INTERCOM.TOKEN_REVOKED',
    });
  });

  it('finds nothing in a conversation that is gone', async () => {
    intercom.json(404, { errors: [{ code: 'not_found' }] });
    expect(await look(reply)).toEqual({ kind: 'absent' });
  });
});

describe('asking who owns a conversation', () => {
  it('tells owner, time, state and who assigned it last', async () => {
    const parts = [
      part({ id: 'p1', part_type: 'assignment', author: { id: '5' }, created_at: 1 }),
      part({ id: 'p2', part_type: 'assignment', author: { id: '6' }, created_at: 2 }),
    ];
    intercom.json(200, conversation(parts, { admin_assignee_id: 5, open: false, state: 'closed' }));
    expect(await intercom.api.ownership('7', intercom.connection, go)).toEqual({
      kind: 'known',
      assignee: { kind: 'teammate', id: '5' },
      asOf: NOW,
      open: false,
      assignedBy: '6',
    });
  });

  it('tells when it is gone', async () => {
    intercom.json(404, { errors: [{ code: 'not_found' }] });
    expect(await intercom.api.ownership('7', intercom.connection, go)).toEqual({
      kind: 'gone',
      because: 'INTERCOM.NOT_FOUND',
    });
  });
});
