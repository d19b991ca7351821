import type { GapCheckFinished } from '@deskstream/contracts';
import {
  decodeGapRecord,
  decodeKnowledgeRecord,
  encodeGapRecord,
  TOPICS,
} from '@deskstream/contracts';
import { systemClock } from '@deskstream/kernel';
import { eachRecord } from '@deskstream/port-event-log';
import type { LogRecord } from '@deskstream/port-event-log';
import type { VendorVerification } from '@deskstream/port-vendor';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';

let verified = 0;
const front: VendorVerification = {
  vendor: 'front',
  requiredTopics: [],
  calls: () => ({ verify: ['GET /me'], compare: ['GET /events'] }),
  verify: () => {
    verified += 1;
    return Promise.resolve([{ name: 'token', result: 'ok', expected: 'one', found: 'one' }]);
  },
};

const API = 'https://api2.frontapp.com';
const DRY = { dryRun: true };
const WHY = { reason: 'A customer asked', changedBy: 'ann' };

describe('what only reads at a help desk', () => {
  let served: ServedAudit;

  beforeAll(async () => {
    served = await serveAudit({ verifications: [front] });
    const keys = { accessToken: 'token-of-front', signingSecrets: ['signing-secret-1111'] };
    await served.settings.put({
      workspace: 'acme',
      connections: [{ vendor: 'front', apiBaseUrl: API, aiTeammateId: 'tea_1', ...keys }],
      knowledge: [{ id: 'help', kind: 'front', select: ['*'], enabled: true, everyMinutes: 60 }],
    });
  });

  afterAll(() => served.stop());

  const api = async (path: string, body?: object) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const answer = await fetch(
      `${served.url}/api/v1/${path}`,
      body === undefined ? {} : { ...init, body: JSON.stringify(body) },
    );
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  const at = (path: string, body: object) => api(`workspaces/acme/${path}`, body);

  const recordsOf = async <T>(
    topic: typeof TOPICS.knowledge | typeof TOPICS.gapChecks,
    decode: (record: LogRecord) => { ok: true; value: T } | { ok: false },
  ) => {
    const found: T[] = [];
    for await (const record of eachRecord(served.log, topic)) {
      const decoded = decode(record);
      if (decoded.ok) found.push(decoded.value);
    }
    return found;
  };

  it('tells what Verify would read and what the last one found, and reads nothing', async () => {
    expect((await at('connections/front/verify', DRY)).body).toEqual({
      ...{ dryRun: true, workspace: 'acme', vendor: 'front', apiBaseUrl: API },
      ...{ calls: ['GET /me'], last: null },
    });
    expect(verified).toBe(0);
    await at('connections/front/verify', WHY);
    await served.settled();
    expect((await at('connections/front/verify', DRY)).body).toMatchObject({
      last: { requestedBy: 'ann', reason: WHY.reason, checks: [{ name: 'token' }] },
    });
    expect(verified).toBe(1);
  });

  it('tells what a look for missed messages would read, and asks for none', async () => {
    const found: GapCheckFinished = {
      ...{ because: 'ann', reason: WHY.reason, listed: 3, compared: 2 },
      result: 'complete',
      ...{ since: 1, until: 2, historyBefore: 1, reached: 2, suspected: 1, busy: 0, tookMs: 1 },
    };
    const finished = { workspace: 'acme', vendor: 'front', at: systemClock.now() };
    await served.log.publish([
      encodeGapRecord({ ...finished, type: 'GapCheckFinished', data: found }),
    ]);
    await served.settled();
    const last = { because: 'ann', reason: WHY.reason, suspected: 1, compared: 2 };
    expect((await at('gaps', DRY)).body).toMatchObject([
      { vendor: 'front', apiBaseUrl: API, calls: ['GET /events'], last },
    ]);
    expect(await recordsOf(TOPICS.gapChecks, decodeGapRecord)).toHaveLength(1);
  });

  it('tells what a sync would read, and wants a reason before it asks for one (S087)', async () => {
    expect(await at('knowledge/help/sync', DRY)).toMatchObject({
      status: 202,
      body: { dryRun: true, id: 'help', kind: 'front', select: ['*'], last: null, requested: null },
    });
    expect(await at('knowledge/help/sync', {})).toMatchObject({
      status: 400,
      body: { code: 'ACT.NO_REASON' },
    });
    expect(await recordsOf(TOPICS.knowledge, decodeKnowledgeRecord)).toEqual([]);
    await at('knowledge/help/sync', WHY);
    expect(await recordsOf(TOPICS.knowledge, decodeKnowledgeRecord)).toMatchObject([
      {
        type: 'KnowledgeSyncRequested',
        data: { requestedBy: 'ann', reason: WHY.reason },
      },
    ]);
  });

  it('is in the record of acts with its reason; what was only told is no act', async () => {
    const { body } = await api('access/acts?only=acts');
    expect(body).toMatchObject([
      { route: 'POST /workspaces/:workspace/knowledge/:source/sync', reason: WHY.reason },
      { route: 'POST /workspaces/:workspace/knowledge/:source/sync', reason: '' },
      { route: 'POST /workspaces/:workspace/connections/:vendor/verify', reason: WHY.reason },
    ]);
  });
});
