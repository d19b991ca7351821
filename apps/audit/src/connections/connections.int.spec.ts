import { decodeConnectionRecord, encodeConnectionRecord, TOPICS } from '@deskstream/contracts';
import { systemClock } from '@deskstream/kernel';
import { eachRecord } from '@deskstream/port-event-log';
import type {
  ConnectionCheck,
  VendorConnection,
  VendorVerification,
} from '@deskstream/port-vendor';
import { projectionDigest, rebuildProjections } from '../projections/rebuild';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import { webhookOf } from '../testing/story';
import { verifyOnSchedule } from './verify-on-schedule';

const now = systemClock.now();
const HOUR = 3_600_000;
const address = 'desk.example/webhooks/intercom/acme';

const tokenCheck = ({ accessToken }: VendorConnection): ConnectionCheck =>
  accessToken.startsWith('good')
    ? { name: 'token', result: 'ok', expected: 'a token that is accepted', found: 'accepted' }
    : {
        name: 'token',
        result: 'failed',
        code: 'INTERCOM.TOKEN_REVOKED',
        expected: 'a token that is accepted',
        found: 'HTTP 401',
        fix: 'Make a new token and save it.',
      };

/** A vendor that knows good tokens from others. */
const verification: VendorVerification = {
  vendor: 'intercom',
  requiredTopics: ['conversation.user.created', 'conversation.admin.closed'],
  verify: async (connection) => {
    if (connection.accessToken === 'breaks-the-adapter') throw new Error('socket hang up');
    return [tokenCheck(connection)];
  },
};

const draft = (accessToken: string) => ({
  workspace: 'acme',
  connections: [
    {
      vendor: 'intercom',
      apiBaseUrl: 'https://api.intercom.io',
      accessToken,
      signingSecrets: ['signing-secret-1111'],
      aiTeammateId: '77',
      publicWebhookUrl: `https://${address}`,
    },
  ],
});

describe('connections over HTTP', () => {
  let served: ServedAudit;

  beforeAll(async () => {
    served = await serveAudit({
      verifications: [verification],
    });
    await served.settings.put(draft('good-token-1234'));
  });

  afterAll(() => served.stop());

  const call = async (path: string, method = 'GET', body?: object) => {
    const answer = await fetch(`${served.url}/api/v1/workspaces/acme/connections${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('are verified on demand; the result is in the log and in the API (S004, S068)', async () => {
    expect(await call('/intercom/verify', 'POST', { changedBy: 'ann' })).toMatchObject({
      status: 200,
      body: { requestedBy: 'ann', settingsVersion: 1, checks: [{ name: 'token', result: 'ok' }] },
    });
    await served.settled();
    const { body } = await call('/intercom/verifications');
    expect(body).toMatchObject([{ requestedBy: 'ann', checks: [{ result: 'ok' }] }]);
    for await (const record of eachRecord(served.log, TOPICS.connections))
      expect(decodeConnectionRecord(record)).toMatchObject({
        ok: true,
        value: { type: 'ConnectionVerified', workspace: 'acme' },
      });
  });

  it('tell each check with expectation, finding and fix when they fail', async () => {
    await served.settings.put(draft('revoked-token-99'));
    await call('/intercom/verify', 'POST', {});
    await served.settled();
    expect((await call('/intercom')).body).toMatchObject({
      light: 'failed',
      connection: { accessToken: '••••n-99' },
      verification: {
        settingsVersion: 2,
        checks: [{ code: 'INTERCOM.TOKEN_REVOKED', found: 'HTTP 401', fix: expect.any(String) }],
      },
    });
  });

  it('show which workspace and AI teammate they are for, secrets masked (S001, S066)', async () => {
    const front = {
      vendor: 'front',
      apiBaseUrl: 'https://api2.frontapp.com',
      accessToken: 'front-token-5678',
      signingSecrets: ['front-secret-2222'],
      aiTeammateId: 'tea_1',
    };
    const { connections } = draft('good-token-1234');
    const intercom = { ...connections[0]!, externalWorkspaceId: 'abc12345' };
    await served.settings.put({ workspace: 'acme', connections: [intercom, front] });
    expect((await call('/intercom')).body).toMatchObject({
      connection: {
        externalWorkspaceId: 'abc12345',
        accessToken: '••••1234',
        signingSecrets: ['••••1111'],
      },
      webhookUrl: { path: '/webhooks/intercom/acme' },
    });
    expect((await call('/front')).body).toMatchObject({
      connection: { aiTeammateId: 'tea_1', accessToken: '••••5678' },
      webhookUrl: { path: '/webhooks/front/acme' },
    });
    await served.settings.put(draft('good-token-1234'));
  });

  it('say so when the checks themselves break', async () => {
    await served.settings.put(draft('breaks-the-adapter'));
    expect((await call('/intercom/verify', 'POST', {})).body).toMatchObject({
      checks: [{ code: 'VERIFICATION.FAILED', found: 'socket hang up' }],
    });
    await served.settings.put(draft('good-token-1234'));
  });

  it('have a light per required topic, counts of refusals and an error budget (S008, S048)', async () => {
    const refused = {
      type: 'WebhooksRefused',
      workspace: 'acme',
      vendor: 'intercom',
      at: now - 60_000,
    } as const;
    const data = { since: now - 120_000, code: 'SIGNATURE.MISMATCH', status: 400, address };
    const unknown = { ...data, code: 'TOPIC.UNKNOWN', status: 200, vendorTopic: 'call.started' };
    await served.log.publish([
      withAddress(webhookOf('d1', 'acme/intercom/c1', now - 3 * HOUR)),
      withAddress(webhookOf('d2', 'acme/intercom/c2', now - 2 * HOUR)),
      encodeConnectionRecord({ ...refused, data: { ...data, count: 150 } }),
      encodeConnectionRecord({ ...refused, data: { ...unknown, count: 2 } }),
    ]);
    await served.settled();
    expect((await call('/intercom')).body).toMatchObject({
      webhookUrl: { light: 'ok', arrivingAt: address },
      topics: [
        { topic: 'conversation.user.created', deliveries: 2, hoursSinceLast: 2, light: 'ok' },
        { topic: 'conversation.admin.closed', deliveries: 0, lastAt: null, light: 'unknown' },
      ],
      refused: [
        { code: 'SIGNATURE.MISMATCH', count: 150, vendorTopic: null },
        { code: 'TOPIC.UNKNOWN', count: 2, vendorTopic: 'call.started' },
      ],
      errorBudget: { pause: { errors: 150, share: 0.15 }, light: 'warning' },
    });
  });

  it('have their errors forgiven by the next delivery that is accepted', async () => {
    await served.log.publish([withAddress(webhookOf('d3', 'acme/intercom/c1', now))]);
    await served.settled();
    expect((await call('/intercom')).body).toMatchObject({
      errorBudget: { pause: { errors: 0 }, suspension: { errorsSince: null }, light: 'ok' },
      refused: [{ count: 150 }, { count: 2 }],
    });
  });

  it('are verified by themselves, and again when their settings changed', async () => {
    const versions: number[] = [];
    const watching: VendorVerification = {
      ...verification,
      verify: async (connection) => {
        versions.push(served.settings.current(connection.workspace)?.version ?? 0);
        return [tokenCheck(connection)];
      },
    };
    const { parts } = served.audit;
    const verifications = [watching];
    const schedule = verifyOnSchedule({ ...parts, verifications, lookEveryMs: 5 });
    const until = async (count: number) => {
      while (versions.length < count) await systemClock.sleep(1);
    };
    await until(1);
    const before = served.settings.current('acme')!.version;
    await served.settings.put({ ...draft('good-token-1234'), rules: { enabled: false } });
    await until(2);
    await served.settings.put(draft('good-token-1234'));
    await until(3);
    await schedule.stop();
    expect(versions).toEqual([before, before + 1, before + 2]);
    await served.settled();
    const { body } = await call('/intercom/verifications');
    expect(body).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ requestedBy: 'schedule' })]),
    );
  });

  it('are 404 when they do not exist', async () => {
    for (const [path, method] of [
      ['/front', 'GET'],
      ['/front/verify', 'POST'],
      ['/front/verifications', 'GET'],
    ] as const) {
      const { status, body } = await call(path, method, method === 'POST' ? {} : undefined);
      expect([status, body['status']]).toEqual([404, 404]);
    }
  });

  it('look the same after a rebuild from the log (P7)', async () => {
    const { dataSource } = served.audit.parts;
    const before = await projectionDigest(dataSource);
    await rebuildProjections({ log: served.log, dataSource });
    expect(await projectionDigest(dataSource)).toBe(before);
  });
});

const withAddress = (draftRecord: ReturnType<typeof webhookOf>) => ({
  ...draftRecord,
  headers: { ...draftRecord.headers, ce_address: address },
});
