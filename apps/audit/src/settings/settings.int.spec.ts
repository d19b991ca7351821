import { TOPICS } from '@deskstream/contracts';
import { PROBLEM_JSON } from '@deskstream/platform-nest';
import { eachRecord } from '@deskstream/port-event-log';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';

const connection = {
  vendor: 'intercom',
  apiBaseUrl: 'https://api.intercom.io',
  accessToken: 'access-token-AAAA',
  signingSecrets: ['signing-secret-1111'],
  aiTeammateId: '77',
};

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly tag: string | null;
  readonly body: Record<string, unknown>;
}

describe('settings over HTTP', () => {
  let served: ServedAudit;
  let text: string;

  beforeAll(async () => {
    served = await serveAudit();
  });

  afterAll(() => served.stop());

  const call = async (
    method: string,
    path: string,
    { body, match }: { body?: unknown; match?: string } = {},
  ): Promise<Answer> => {
    const answer = await fetch(`${served.url}/api/v1/workspaces${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(match === undefined ? {} : { 'if-match': match }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    text = await answer.text();
    return {
      status: answer.status,
      type: answer.headers.get('content-type')?.split(';')[0] ?? '',
      tag: answer.headers.get('etag'),
      body: JSON.parse(text) as Record<string, unknown>,
    };
  };

  const create = (workspace: string) =>
    call('PUT', `/${workspace}`, {
      body: { connections: [connection], changedBy: 'ann', reason: 'set-up' },
    });

  it('a workspace is created, read with its version as ETag, and listed', async () => {
    const created = await create('one');
    expect(created).toMatchObject({ status: 200, tag: '"1"', body: { outcome: 'stored' } });
    const read = await call('GET', '/one');
    expect(read).toMatchObject({
      status: 200,
      tag: '"1"',
      body: {
        workspace: 'one',
        version: 1,
        change: { changedBy: 'ann', reason: 'set-up' },
        connections: [{ accessToken: '••••AAAA', signingSecrets: ['••••1111'] }],
      },
    });
    await call('GET', '');
    expect(JSON.parse(text)).toMatchObject([
      { workspace: 'one', version: 1, enabled: true, vendors: ['intercom'] },
    ]);
  });

  it('what was read can be written back, changed, and keeps its secrets', async () => {
    await create('two');
    const { body, tag } = await call('GET', '/two');
    expect(await call('PUT', '/two', { body, match: tag ?? '' })).toMatchObject({
      status: 200,
      body: { outcome: 'unchanged', version: 1 },
    });
    const changed = {
      ...body,
      rules: { waitMs: { email: 5 } },
      changedBy: 'bob',
      reason: 'faster',
    };
    const dry = await call('PUT', '/two?dryRun=true', { body: changed, match: '"1"' });
    expect(dry.body).toMatchObject({
      dryRun: true,
      changes: [{ field: 'rules.waitMs.email', from: 30_000, to: 5 }],
    });
    expect((await call('GET', '/two')).tag).toBe('"1"');
    expect(await call('PUT', '/two', { body: changed, match: '"1"' })).toMatchObject({
      status: 200,
      tag: '"2"',
      body: { outcome: 'stored', change: { changedBy: 'bob', reason: 'faster' } },
    });
    expect(served.settings.connection('two', 'intercom')).toMatchObject({
      accessToken: 'access-token-AAAA',
    });
  });

  it('nobody overwrites what they have not seen', async () => {
    await create('three');
    const body = { connections: [connection], rules: { enabled: false } };
    expect(await call('PUT', '/three', { body })).toMatchObject({
      status: 428,
      type: PROBLEM_JSON,
      body: { code: 'SETTINGS.IF_MATCH', current: 1 },
    });
    expect(await call('PUT', '/three', { body, match: '"1"' })).toMatchObject({ status: 200 });
    expect(await call('PUT', '/three', { body: { connections: [] }, match: '"1"' })).toMatchObject({
      status: 409,
      type: PROBLEM_JSON,
      body: { code: 'SETTINGS.CONFLICT', current: 2 },
    });
  });

  it('everything that is wrong is told at once, with field, expectation and finding', async () => {
    const body = {
      rules: { attributeDelayMs: 10_001, topics: { resolve: ['x'] } },
      connections: [{ ...connection, accessToken: 17 }],
    };
    expect(await call('PUT', '/four', { body })).toMatchObject({
      status: 400,
      type: PROBLEM_JSON,
      body: {
        code: 'SETTINGS.INVALID',
        problems: [
          { field: 'connections.0.accessToken', found: 'a number' },
          {
            field: 'rules.attributeDelayMs',
            expected: 'a whole number from 0 to 10000',
            found: '10001',
          },
        ],
      },
    });
    expect(await call('PUT', '/four', { body: [] })).toMatchObject({ status: 400 });
    expect(await call('PUT', '/A%20B', { body: { connections: [] } })).toMatchObject({
      status: 400,
      body: { problems: [{ field: 'workspace' }] },
    });
  });

  it('history, versions, differences and the way back', async () => {
    await create('five');
    const off = { connections: [connection], rules: { enabled: false }, reason: 'holiday' };
    await call('PUT', '/five', { body: off, match: '"1"' });
    await call('GET', '/five/history');
    expect(JSON.parse(text)).toMatchObject([
      { version: 2, change: { changedBy: 'api', reason: 'holiday' }, changes: ['rules.enabled'] },
      { version: 1, change: { changedBy: 'ann' } },
    ]);
    expect((await call('GET', '/five/diff')).body).toEqual({
      from: 1,
      to: 2,
      changes: [{ field: 'rules.enabled', from: true, to: false }],
    });
    expect((await call('GET', '/five/versions/1')).body).toMatchObject({
      rules: { enabled: true },
    });
    expect(await call('GET', '/five/versions/9')).toMatchObject({ status: 400 });
    const back = await call('POST', '/five/rollback', { body: { version: 1 }, match: '"2"' });
    expect(back).toMatchObject({
      status: 200,
      tag: '"3"',
      body: { version: 3, rules: { enabled: true }, change: { rolledBackTo: 1 } },
    });
  });

  it('secrets rotate, and never come back', async () => {
    await create('six');
    const path = '/six/connections/intercom/secrets';
    const body = { addSigningSecret: 'signing-secret-2222', accessToken: 'access-token-BBBB' };
    expect(await call('PUT', path, { body, match: '"1"' })).toMatchObject({
      status: 200,
      tag: '"2"',
      body: {
        connections: [{ accessToken: '••••BBBB', signingSecrets: ['••••2222', '••••1111'] }],
      },
    });
    for (const each of [
      '/six',
      '/six/history',
      '/six/diff',
      '/six/versions/1',
      '/six/connections',
    ]) {
      await call('GET', each);
      expect(text).not.toMatch(/signing-secret|access-token/);
    }
    const retired = { retireSigningSecret: '••••1111' };
    expect(await call('PUT', path, { body: retired, match: '"2"' })).toMatchObject({ status: 200 });
    expect(served.settings.connection('six', 'intercom')?.signingSecrets).toEqual([
      'signing-secret-2222',
    ]);
    for await (const record of eachRecord(served.log, TOPICS.settings))
      expect(new TextDecoder().decode(record.value ?? undefined)).not.toMatch(/signing-secret-/);
  });
});
