import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';

const tools = {
  http: [
    {
      ...{ name: 'shop', baseUrl: 'https://shop.example.com/v1' },
      auth: { kind: 'header', name: 'X-Key', secret: 'shop-token-0123456789' },
      operations: [
        {
          ...{ name: 'getOrder', description: 'State', method: 'GET', path: '/orders/{id}' },
          parameters: {
            type: 'object',
            properties: { id: { type: 'string' } },
            required: ['id'],
          },
          places: { id: 'path' },
        },
      ],
    },
  ],
} as const;

describe('the tools of a workspace over HTTP', () => {
  let served: ServedAudit;

  beforeAll(async () => {
    served = await serveAudit();
    await served.settings.put({ workspace: 'acme', connections: [], tools });
  });

  afterAll(() => served.stop());

  const dryRun = async (path: string, body: object) => {
    const url = `${served.url}/api/v1/workspaces/${path}/dry-run`;
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as object };
  };

  it('are tried without sending anything, their secrets masked', async () => {
    expect(await dryRun('acme/tools/getOrder', { arguments: { id: 'A-1' } })).toMatchObject({
      status: 200,
      body: {
        preview: {
          request: 'GET https://shop.example.com/v1/orders/A-1',
          headers: { 'x-key': '••••' },
        },
        outcome: null,
      },
    });
  });

  it('tell what is wrong with a call', async () => {
    const wrong = await dryRun('acme/tools/getOrder', { arguments: {}, send: true });
    expect(wrong).toMatchObject({ body: { preview: { code: 'TOOL.ARGUMENTS' }, outcome: null } });
    const none = await dryRun('acme/tools/fly', { arguments: {} });
    expect(none).toMatchObject({ body: { preview: { code: 'TOOL.UNKNOWN' } } });
    expect(await dryRun('nobody/tools/fly', { arguments: {} })).toMatchObject({ status: 404 });
    expect(await dryRun('acme/tools/fly', { arguments: 7 })).toMatchObject({ status: 400 });
  });
});
