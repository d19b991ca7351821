import type { ToolSettings } from '@deskstream/port-settings';
import type { ToolContext } from '@deskstream/port-tools';
import { toolBoxContract } from '@deskstream/port-tools/contract';
import { createHttpTools, importOpenApi } from './index';
import { openApi, OrderDesk } from './testing/order-desk';

const SECRET = 'very-secret-token-7f3a';
const context: ToolContext = {
  workspace: 'acme',
  vendor: 'intercom',
  conversation: 'c1',
  channel: 'web',
  contact: null,
  attributes: { plan: 'pro' },
};

const settingsOf = (
  url: string,
  more: Partial<ToolSettings['http'][number]> = {},
): ToolSettings => ({
  http: [
    {
      name: 'orders',
      baseUrl: url,
      auth: { kind: 'bearer', secret: SECRET },
      allowPrivateAddresses: true,
      timeoutMs: 3_000,
      operations: importOpenApi(openApi(url)).operations,
      ...more,
    },
  ],
  mcp: [],
  rules: {
    getOrder: { channels: ['web'] },
    cancelOrder: { channels: ['web'] },
    hang: { channels: ['web'] },
    refund: {
      channels: ['web'],
      attributes: { plan: 'pro' },
      lookUpPath: '/by-key/{idempotencyKey}',
    },
  },
});

const open = async (change: Partial<ToolSettings['http'][number]> = {}) => {
  const desk = await OrderDesk.start();
  const box = createHttpTools({
    toolsOf: (workspace) => (workspace === 'acme' ? settingsOf(desk.url, change) : null),
  });
  const call = (name: string, args: unknown) =>
    box.call(
      { name, arguments: args, context, idempotencyKey: 'tc_1' },
      new AbortController().signal,
    );
  const close = async () => {
    await box.close();
    await desk.close();
  };
  return { desk, box, call, close };
};

toolBoxContract('adapter-tools-http', async () => {
  const { desk, box, close } = await open();
  return {
    box,
    context,
    elsewhere: { ...context, channel: 'email' },
    ...{ reading: 'getOrder', writing: 'cancelOrder', hanging: 'hang', secret: SECRET },
    requests: () => desk.arrived.length,
    close,
  };
});

describe('an HTTP tool', () => {
  let opened: Awaited<ReturnType<typeof open>>;
  afterEach(() => opened.close());

  it('sends each argument where the document says, with the key of the call', async () => {
    opened = await open();
    await opened.call('refund', { order: 'A-1', cents: 500, notify: ['a', 'b'] });
    expect(opened.desk.arrived).toMatchObject([
      {
        method: 'POST',
        path: '/refunds?notify=a&notify=b',
        body: '{"order":"A-1","cents":500}',
        headers: { 'idempotency-key': 'tc_1', authorization: `Bearer ${SECRET}` },
      },
    ]);
  });

  it.each(['../admin', '..', 'a/b?x=1#y', '%2e%2e'])(
    'does not leave its path with %s',
    async (id) => {
      opened = await open();
      await opened.call('getOrder', { id });
      const [arrived] = opened.desk.arrived;
      expect(arrived?.path).toMatch(/^\/orders\/[^/?#]+$/);
    },
  );

  it('follows no redirect', async () => {
    opened = await open();
    const location = 'http://169.254.169.254/latest/meta-data';
    opened.desk.answers.set('/orders/a', { status: 302, body: '', location });
    expect(await opened.call('getOrder', { id: 'a' })).toMatchObject({
      kind: 'failed',
      code: 'HTTP.302',
    });
  });

  it('reaches public addresses only, unless others are allowed', async () => {
    opened = await open({ allowPrivateAddresses: false });
    const refused = { kind: 'failed', code: 'TOOL.PRIVATE_ADDRESS' };
    expect(await opened.call('getOrder', { id: 'a' })).toMatchObject(refused);
    await opened.close();
    opened = await open({ allowPrivateAddresses: false, baseUrl: 'http://localhost:9' });
    expect(await opened.call('getOrder', { id: 'a' })).toMatchObject(refused);
  });

  it('says which failures may have done something', async () => {
    opened = await open();
    opened.desk.answers.set('/orders/a', { status: 422, body: '{"error":"shipped"}' });
    opened.desk.answers.set('/orders/b', { status: 503, body: '' });
    expect(await opened.call('cancelOrder', { id: 'a' })).toEqual({
      kind: 'failed',
      code: 'HTTP.422',
      because: '{"error":"shipped"}',
    });
    expect(await opened.call('cancelOrder', { id: 'b' })).toMatchObject({ kind: 'unknown' });
    await opened.close();
    opened = await open({ baseUrl: 'http://127.0.0.1:1' });
    expect(await opened.call('cancelOrder', { id: 'a' })).toMatchObject({
      code: 'TOOL.UNREACHABLE',
    });
  });

  it('cuts a long answer, and says so', async () => {
    opened = await open({ maxResponseBytes: 10 });
    opened.desk.answers.set('/orders/a', { status: 200, body: 'x'.repeat(100_000) });
    expect(await opened.call('getOrder', { id: 'a' })).toMatchObject({
      output: 'xxxxxxxxxx',
      truncated: true,
    });
  });

  it('looks a call up by its key', async () => {
    opened = await open();
    const invocation = {
      ...{ name: 'refund', arguments: { order: 'A-1', cents: 5 }, context },
      idempotencyKey: 'tc_1',
    };
    const { signal } = new AbortController();
    opened.desk.answers.set('/by-key/tc_1', { status: 404, body: '' });
    expect(await opened.box.lookUp(invocation, signal)).toEqual({ kind: 'absent' });
    opened.desk.answers.set('/by-key/tc_1', { status: 200, body: 'refunded' });
    expect(await opened.box.lookUp(invocation, signal)).toMatchObject({ output: 'refunded' });
  });

  it('clears doubt by key where the document declares one, else by look-up, else not', async () => {
    opened = await open();
    const tools = await opened.box.list(context);
    const doubtOf = (name: string) => tools.find((tool) => tool.name === name)?.doubt;
    expect([doubtOf('cancelOrder'), doubtOf('refund'), doubtOf('hang')]).toEqual([
      ...['repeat-with-key', 'look-up', 'none'],
    ]);
  });
});

describe('an OpenAPI document', () => {
  const imported = importOpenApi(openApi('https://api.example.com/v1'));

  it('gives its operations as tools, references put in', () => {
    expect(imported.baseUrl).toBe('https://api.example.com/v1');
    const refund = imported.operations.find(({ name }) => name === 'refund');
    expect(refund).toMatchObject({
      places: { order: 'body', cents: 'body', notify: 'query' },
      parameters: {
        properties: {
          order: { type: 'string' },
          cents: { maximum: 5000 },
          example: { type: 'boolean' },
        },
        required: ['order', 'cents'],
        additionalProperties: false,
      },
    });
    expect(JSON.stringify(refund)).not.toContain('A-1');
  });

  it('says of each operation that cannot be a tool why', () => {
    expect(imported.problems).toEqual([
      { operation: 'upload', because: 'its body is not JSON' },
      { operation: 'tree', because: 'its schema is nested too deep, or in itself' },
    ]);
    const few = importOpenApi(openApi('/v1'), ['GET /orders/{id}', 'fly']);
    expect(few.operations.map(({ name }) => name)).toEqual(['getOrder']);
    expect(few.problems).toEqual([
      { operation: 'fly', because: 'the document has no such operation' },
    ]);
  });

  it.each(['', 'openapi: 2', '{"swagger":"2.0"}', ': : :', '[]'])('is told from %j', (text) => {
    expect(importOpenApi(text).problems).toHaveLength(1);
  });
});
