import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import { customerWrote, storyOf } from '../testing/story';

const TOKEN = 'pat-na1-0123456789abcdef';

/** One contact, and no companies. */
const answer = (path: string): readonly [number, object] => {
  if (path.startsWith('/crm/v3/objects/contacts/ada%40example.com'))
    return [200, { id: '71', properties: { email: 'ada@example.com', firstname: 'Ada' } }];
  if (path.startsWith('/crm/v4/objects/contacts/71/associations')) return [200, { results: [] }];
  if (path.startsWith('/crm/v3/objects/contacts?')) return [200, { results: [] }];
  if (path.startsWith('/account-info/')) return [200, { portalId: 1 }];
  return [404, { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'none' }];
};

describe('the CRM of a workspace over HTTP', () => {
  let served: ServedAudit;
  let hubspot: Server;
  const told: string[] = [];

  beforeAll(async () => {
    hubspot = createServer((request, response) => {
      told.push(String(request.headers.authorization));
      const [status, body] = answer(request.url ?? '');
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => hubspot.listen(0, '127.0.0.1', resolve));
    const { port } = hubspot.address() as AddressInfo;
    served = await serveAudit();
    const crm = { kind: 'hubspot', apiBaseUrl: `http://127.0.0.1:${port}`, accessToken: TOKEN };
    await served.settings.put({ workspace: 'acme', connections: [], crm });
    await served.settings.put({ workspace: 'plain', connections: [] });
    for (const [key, email] of [
      ['acme/front/known', 'ada@example.com'],
      ['acme/front/other', 'bo@example.com'],
      ['acme/front/none', undefined],
      ['plain/front/c1', 'ada@example.com'],
    ] as const)
      await served.log.publish([storyOf(key).next(withEmail(email))]);
    await served.settled();
  });

  afterAll(async () => {
    await served.stop();
    await new Promise((resolve) => hubspot.close(resolve));
  });

  const withEmail = (email: string | undefined) => {
    const written = customerWrote('m1', 'Hello');
    if (written.type !== 'CustomerMessageReceived' || email === undefined) return written;
    return { ...written, data: { ...written.data, contact: { id: 'u1', email } } };
  };

  const call = async (path: string, method = 'GET') => {
    const got = await fetch(`${served.url}/api/v1/${path}`, { method });
    return { status: got.status, body: (await got.json()) as object };
  };
  const recordOf = (session: string) => call(`sessions/${encodeURIComponent(session)}/crm`);

  it('shows the record of the customer', async () => {
    expect(await recordOf('acme/front/known')).toMatchObject({
      status: 200,
      body: { kind: 'found', record: { id: '71', name: 'Ada' } },
    });
  });

  it.each([
    ['no CRM is connected', 'plain/front/c1', 'not-connected'],
    ['the address fits nobody', 'acme/front/other', 'no-match'],
    ['the help desk told no address', 'acme/front/none', 'no-email'],
  ])('Given %s, Then the panel knows why it is empty (S051)', async (_why, session, kind) => {
    expect(await recordOf(session)).toMatchObject({ status: 200, body: { kind } });
  });

  it('is verified apart from any help desk, its token never shown (S052)', async () => {
    const { body } = await call('workspaces/acme/crm/verify', 'POST');
    expect(body).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ name: 'crm', result: 'ok' })]),
    });
    expect(told).toContain(`Bearer ${TOKEN}`);
    const shown = await call('workspaces/acme/crm');
    expect(shown.body).toMatchObject({ crm: { accessToken: '••••cdef' } });
    expect(JSON.stringify(await call('workspaces/acme'))).not.toContain(TOKEN);
    expect((await call('workspaces/plain/crm')).body).toMatchObject({ crm: null });
    expect((await recordOf('acme/front/nobody')).status).toBe(404);
  });
});
