import type { Principal } from '../role';
import { actOf } from './act-of';

const ada: Principal = { kind: 'account', id: 'user_1', name: 'ada@example.com', role: 'admin' };

const asked = (method: string, url: string, more: object = {}) =>
  actOf(
    { method, routeOptions: { url: `/api/v1${url}` }, ip: '127.0.0.1', ...more } as Parameters<
      typeof actOf
    >[0],
    ada,
    'allowed',
  );

describe('what is recorded of a request', () => {
  it('names who, which route, what about and why', () => {
    const params = { key: 'acme/intercom/c1' };
    const body = { act: 'hand-back', reason: 'Ann asked for it' };
    expect(asked('POST', '/sessions/:key/acts', { params, body })).toMatchObject({
      ...{ principal: 'user_1', name: 'ada@example.com', role: 'admin' },
      ...{ route: 'POST /sessions/:key/acts', about: 'acme/intercom/c1' },
      reason: 'Ann asked for it',
    });
  });

  it('says whom a change of access makes what, and never holds a password', () => {
    const body = { email: 'sam@example.com', role: 'engineer', password: 'as long as it takes' };
    expect(asked('POST', '/access/users', { body })).toMatchObject({
      about: 'email=sam@example.com role=engineer',
    });
    const change = { params: { id: 'user_2' }, body: { role: 'viewer', disabled: true } };
    expect(asked('PATCH', '/access/users/:id', change).about).toBe(
      'user_2 role=viewer disabled=true',
    );
    expect(JSON.stringify(asked('POST', '/access/users', { body }))).not.toContain('takes');
  });

  it('of other routes holds nothing of the body but ids and the reason', () => {
    const body = { ids: ['a', 'b'], name: 'Ann', email: 'ann@example.com', text: 'Help!' };
    expect(asked('POST', '/dead-letters/redrive', { body }).about).toBe('a b');
  });

  it('takes the reason of a request without a body from its query', () => {
    const query = { reason: 'ticket 42' };
    const params = { key: 'acme/intercom/c1' };
    expect(asked('GET', '/sessions/:key/bundle', { params, query }).reason).toBe('ticket 42');
  });
});
