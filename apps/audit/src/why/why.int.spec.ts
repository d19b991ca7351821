import { encodeKnowledgeRecord } from '@deskstream/contracts';
import type { KnowledgeSyncFinished } from '@deskstream/contracts';
import { systemClock } from '@deskstream/kernel';
import type { ConnectionCheck, VendorVerification } from '@deskstream/port-vendor';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import { customerWrote, storyOf } from '../testing/story';

const revoked: ConnectionCheck = {
  name: 'token',
  result: 'failed',
  code: 'FRONT.TOKEN_REVOKED',
  expected: 'a token that works',
  found: 'HTTP 401',
  fix: 'Make a new token.',
};

const front: VendorVerification = {
  vendor: 'front',
  requiredTopics: ['inbound_received'],
  verify: () => Promise.resolve([revoked]),
};

const counts = {
  ...{ listed: 0, added: 0, changed: 0, removed: 0, unchanged: 0, failed: 0 },
  requests: 1,
};

const refused: KnowledgeSyncFinished = {
  runId: 'r1',
  because: 'test',
  result: 'refused',
  checks: [
    {
      name: 'read access',
      result: 'failed',
      code: 'SOURCE.READ_DENIED',
      expected: 'may be read',
      found: 'HTTP 403',
      fix: 'Give the token read access to the help center.',
    },
  ],
  counts,
  errors: [],
  startedAt: 1,
  tookMs: 1,
};

interface Told {
  readonly place?: string;
  readonly symptom: string;
  readonly present: boolean;
  readonly cause: { readonly check: string; readonly fix: string } | null;
}

describe('why a workspace does not work, over HTTP', () => {
  let served: ServedAudit;

  beforeAll(async () => {
    served = await serveAudit({
      verifications: [front],
    });
    await served.settings.put({
      workspace: 'acme',
      connections: [
        {
          vendor: 'front',
          apiBaseUrl: 'https://api2.frontapp.com',
          accessToken: 'token-of-front',
          signingSecrets: ['signing-secret-1111'],
          aiTeammateId: 'tea_1',
          publicWebhookUrl: 'https://desk.example/webhooks/front/acme',
        },
      ],
      knowledge: [{ id: 'help', kind: 'front', select: ['*'], enabled: true, everyMinutes: 60 }],
    });
  });

  afterAll(() => served.stop());

  const wrong = async (path: string): Promise<readonly Told[]> => {
    const answer = await fetch(`${served.url}/api/v1/${path}/why`);
    expect(answer.status).toBe(200);
    return ((await answer.json()) as readonly Told[]).filter(({ present }) => present);
  };

  const finished = (source: string, data: KnowledgeSyncFinished) => {
    const at = systemClock.now();
    const named = { workspace: 'acme', source, at };
    return encodeKnowledgeRecord({ ...named, type: 'KnowledgeSyncFinished', data });
  };

  it('Given nothing arrived and nothing was synced, Then URL and Sync now are told (S009, S087)', async () => {
    expect(await wrong('workspaces/acme')).toMatchObject([
      { place: 'front', symptom: 'no-webhooks', cause: { check: 'webhook-url' } },
      {
        place: 'knowledge',
        symptom: 'knowledge-missing',
        cause: {
          check: 'help: synced',
          fix: 'Sync now; without a knowledge-sync service nothing is synced.',
        },
      },
    ]);
  });

  it('Given a sync that was refused and a token that was revoked, Then which, with the fix (S069, S083, S085)', async () => {
    await served.log.publish([finished('help', refused)]);
    const verify = `${served.url}/api/v1/workspaces/acme/connections/front/verify`;
    const headers = { 'content-type': 'application/json' };
    await fetch(verify, { method: 'POST', headers, body: '{}' });
    await served.settled();
    expect(await wrong('workspaces/acme')).toMatchObject([
      { place: 'front', symptom: 'credentials', cause: { fix: 'Make a new token.' } },
      { place: 'front', symptom: 'no-webhooks' },
      {
        place: 'knowledge',
        cause: {
          check: 'help: read access',
          fix: 'Give the token read access to the help center.',
        },
      },
    ]);
  });

  it('Given a session there, Then its own why has the knowledge, too (S084)', async () => {
    const story = storyOf('acme/front/k1');
    await served.log.publish([story.next(customerWrote('m1', 'How do I export?'))]);
    await served.settled();
    const told = await wrong(`sessions/${encodeURIComponent(story.key)}`);
    expect(told.find(({ symptom }) => symptom === 'knowledge-missing')?.cause?.check).toBe(
      'help: read access',
    );
  });

  it('Given a workspace that is not there, Then 404 says so', async () => {
    const answer = await fetch(`${served.url}/api/v1/workspaces/none/why`);
    expect(answer.status).toBe(404);
  });
});
