import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { VendorCommand } from '@deskstream/port-vendor';
import { commands, TAGS } from '../testing/bodies';
import type { ConnectedIntercom } from '../testing/connected-intercom';
import { connectIntercom, NOW } from '../testing/connected-intercom';

let intercom: ConnectedIntercom;

beforeEach(async () => {
  intercom = await connectIntercom();
});

afterEach(() => intercom.close());

describe.each(commands)('$kind', (command) => {
  beforeEach(() => {
    intercom.answers({ 'GET /tags': { body: TAGS } });
  });

  it('makes one write at most, and repeats nothing', async () => {
    await intercom.perform(command);
    expect(intercom.writes().length).toBe(command.kind.startsWith('read') ? 0 : 1);
    expect(new Set(intercom.seen.map((each) => JSON.stringify(each))).size).toBe(
      intercom.seen.length,
    );
  });

  it.each([
    [400, 'parameter_invalid', 'rejected'],
    [401, 'unauthorized', 'rejected'],
    [403, 'api_plan_restricted', 'rejected'],
    [404, 'not_found', 'rejected'],
    [409, 'conflict', 'rejected'],
    [410, 'gone', 'rejected'],
    [422, 'unprocessable', 'rejected'],
    [429, 'rate_limit_exceeded', 'throttled'],
  ])('%i %s is %s', async (status, code, kind) => {
    const refused = { status, body: { errors: [{ code, message: 'No.' }] } };
    intercom.answers({ GET: refused, POST: refused });
    const result = await intercom.perform(command);
    expect(result.kind).toBe(kind);
    if (result.kind === 'rejected') expect(result.code).toBe(`INTERCOM.${code.toUpperCase()}`);
    expect(intercom.seen).toHaveLength(1);
  });

  it.each([408, 500, 502, 503])('after %i only a write is in doubt', async (status) => {
    intercom.answers({ GET: { status }, POST: { status } });
    const inDoubt = seenFirst(command) === 'write';
    expect((await intercom.perform(command)).kind).toBe(inDoubt ? 'unknown' : 'unreachable');
    expect(intercom.seen).toHaveLength(1);
  });
});

const seenFirst = ({ kind }: VendorCommand): 'read' | 'write' =>
  ['tag', 'read', 'read-profile', 'ensure-contact'].includes(kind) ? 'read' : 'write';

it('tells what is left of the rate limit', async () => {
  intercom.answers({
    POST: {
      headers: {
        'X-RateLimit-Limit': '167',
        'X-RateLimit-Remaining': '166',
        'X-RateLimit-Reset': '1790000010',
      },
    },
  });
  expect(await intercom.perform({ kind: 'close', conversation: '7' })).toMatchObject({
    budget: { limit: 167, remaining: 166, resetsAt: NOW + 10_000 },
  });
});

describe('a contact', () => {
  const ensure: VendorCommand = { kind: 'ensure-contact', conversation: '7', email: 'a@b.example' };

  it('that the search does not show yet is named by the conflict', async () => {
    const message = 'A contact matching those details already exists with id=66e9b1a0';
    intercom.answers({
      'POST /contacts': { status: 409, body: { errors: [{ code: 'conflict', message }] } },
    });
    expect(await intercom.perform(ensure)).toEqual({ kind: 'done', vendorMessageId: '66e9b1a0' });
  });

  it('that is archived is of no use', async () => {
    const message = 'An archived contact matching those details already exists with id=66e9b1a0';
    intercom.answers({
      'POST /contacts': { status: 409, body: { errors: [{ code: 'conflict', message }] } },
    });
    expect(await intercom.perform(ensure)).toMatchObject({ kind: 'rejected', status: 409 });
  });

  it('is the user where a lead has the same address', async () => {
    const data = [
      { id: 'lead1', role: 'lead' },
      { id: 'user1', role: 'user' },
    ];
    intercom.answers({ 'POST /contacts/search': { body: { data } } });
    expect(await intercom.perform(ensure)).toEqual({ kind: 'done', vendorMessageId: 'user1' });
  });

  it('that was merged is read as the one that it is now', async () => {
    const link = '<https://api.intercom.io/contacts/c2>; rel="canonical"';
    intercom.answers({
      'GET /contacts/c1': { status: 410, headers: { link }, body: { errors: [] } },
      'GET /contacts/c2': { body: { id: 'c2', name: 'Ada', updated_at: 1, extra: [{}] } },
      'GET /contacts/c2/companies': { body: { data: [{ id: 'k1', name: 'Acme', plan: {} }] } },
    });
    expect(
      await intercom.perform({
        kind: 'read-profile',
        conversation: '7',
        contactId: 'c1',
        companies: 'all',
      }),
    ).toMatchObject({
      kind: 'done',
      facts: [{ data: { contact: { id: 'c2', name: 'Ada' }, companies: [{ name: 'Acme' }] } }],
    });
  });

  it('is told without companies where these may not be read', async () => {
    intercom.answers({ 'GET /contacts/c1/companies': { status: 403 } });
    expect(
      await intercom.perform({
        kind: 'read-profile',
        conversation: '7',
        contactId: 'c1',
        companies: 'first',
      }),
    ).toMatchObject({ kind: 'done', facts: [{ data: { because: 'INTERCOM.HTTP_403' } }] });
  });
});
