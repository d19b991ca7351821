import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Parts } from '@deskstream/composition';
import { openParts } from '@deskstream/composition';
import { noLogger, systemClock } from '@deskstream/kernel';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase } from '@deskstream/testing-harness';
import type { Output } from '../cli/output';
import { dryRunTool, importTools, listTools } from './tools.command';

const SECRET = 'shop-token-0123456789';
const document = (url: string) =>
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    servers: [{ url }],
    paths: {
      '/orders/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        get: { operationId: 'getOrder', summary: 'State of an order' },
        delete: { operationId: 'cancelOrder', summary: 'Cancels it' },
      },
      '/photo': {
        put: { operationId: 'photo', requestBody: { content: { 'image/png': {} } } },
      },
    },
  });

describe('the words about tools', () => {
  let database: TestDatabase;
  let parts: Parts;
  let folder: string;
  let file: string;
  let said: unknown[];
  const output: Output = {
    json: true,
    line: (text = '') => said.push(text),
    table: () => undefined,
    value: (value) => said.push(value),
    progress: () => ({ advance: () => undefined, end: () => undefined }),
  };
  const by = { workspace: 'acme', by: 'ann' };
  const importing = (more: object = {}) =>
    importTools(parts, output, {
      ...{ ...by, file, server: 'shop', operations: [], dryRun: false },
      ...more,
    });
  const dryRun = (args: object, more: object = {}) =>
    dryRunTool(parts, output, {
      ...{ ...by, tool: 'getOrder', args: JSON.stringify(args) },
      ...{ channel: 'web' as const, vendor: 'intercom', send: false },
      ...more,
    });

  beforeAll(async () => {
    database = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'deskstream-tools-'));
    file = join(folder, 'shop.json');
    await writeFile(file, document('https://shop.example.com/v1'));
    process.env['SHOP_TOKEN_OF_TEST'] = SECRET;
    parts = await openParts(
      {
        KAFKA_BROKERS: undefined,
        DATABASE_URL: database.url,
        DESKSTREAM_NAMESPACE: 'tools',
        DESKSTREAM_PARTITIONS: 2,
        DESKSTREAM_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      },
      { service: 'test', clock: systemClock, logger: noLogger },
    );
    await parts.settings.put({ workspace: 'acme', connections: [] });
  });

  beforeEach(() => {
    said = [];
  });

  afterAll(async () => {
    delete process.env['SHOP_TOKEN_OF_TEST'];
    await parts.close();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('import operations, and say which cannot be tools and why', async () => {
    await importing({ bearerFrom: 'SHOP_TOKEN_OF_TEST' });
    expect(said).toContain('left out: photo: its body is not JSON');
    said = [];
    await listTools(parts, output, by);
    expect(said).toMatchObject([
      { tool: 'getOrder', call: 'GET /orders/{id}' },
      { tool: 'cancelOrder', call: 'DELETE /orders/{id}' },
    ]);
    expect(parts.settings.current('acme')?.tools?.http[0]?.auth).toMatchObject({ secret: SECRET });
  });

  it('say of a file that is no such document that it is none', async () => {
    await writeFile(file, '# A README');
    await expect(importing({})).rejects.toThrow('it is no OpenAPI 3 document (YAML or JSON).');
    await writeFile(file, '{"openapi":"3.0.0","paths":{}}');
    await expect(importing({})).rejects.toThrow('has no operation that could be a tool.');
    await writeFile(file, document('https://shop.example.com/v1'));
  });

  it('keep the token when the same API is imported again', async () => {
    await importing({ operations: ['getOrder'] });
    expect(parts.settings.current('acme')?.tools?.http).toMatchObject([
      { auth: { secret: SECRET }, operations: [{ name: 'getOrder' }] },
    ]);
  });

  it('show the request of a call, without its secret, and send nothing', async () => {
    await dryRun({ id: 'A-1' });
    expect(said[0]).toMatchObject({
      request: 'GET https://shop.example.com/v1/orders/A-1',
      headers: { authorization: 'Bearer ••••' },
    });
    expect(JSON.stringify(said)).not.toContain(SECRET);
  });

  it('refuse arguments that do not fit, and addresses that are not public', async () => {
    await expect(dryRun({ order: 'A-1' })).rejects.toThrow('TOOL.ARGUMENTS');
    await importing({
      server: 'shop',
      baseUrl: 'http://127.0.0.1:9',
      bearerFrom: 'SHOP_TOKEN_OF_TEST',
    });
    await expect(dryRun({ id: 'A-1' }, { send: true })).rejects.toThrow('TOOL.PRIVATE_ADDRESS');
  });
});
