import { maskedSettings } from '../secrets/masked';
import { createSealer } from '../secrets/sealer';
import { sealedTools, openedTools } from '../secrets/tools-secrets';
import { prepareDraft } from './workspace-draft';

const SECRET = 'shop-token-0123456789';
const operation = {
  ...{ name: 'getOrder', description: 'State', method: 'GET', path: '/orders/{id}' },
  parameters: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  places: { id: 'path' },
};
const server = (more: object = {}) => ({
  ...{ name: 'shop', baseUrl: 'https://shop.example.com' },
  ...{ auth: { kind: 'bearer', secret: SECRET }, operations: [operation] },
  ...more,
});
const draft = (tools: unknown) => ({ workspace: 'acme', connections: [], tools });
const fieldsOf = (tools: unknown) => {
  const prepared = prepareDraft(draft(tools), null);
  return prepared.ok ? [] : prepared.problems.map(({ field }) => field);
};
const settingsOf = (tools: unknown) => {
  const prepared = prepareDraft(draft(tools), null);
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems));
  return { workspace: 'acme', version: 1, ...prepared.content };
};

describe('tools in the settings', () => {
  it.each([
    [
      'two tools of one name',
      { http: [server(), server({ name: 'b' })] },
      ['tools.http.1.operations.0.name'],
    ],
    ['no secret', { http: [server({ auth: { kind: 'bearer' } })] }, ['tools.http.0.auth.secret']],
    ['an address that is none', { http: [server({ baseUrl: 'shop' })] }, ['tools.http.0.baseUrl']],
    [
      'a rule that nobody knows',
      { rules: { getOrder: { free: true } } },
      ['tools.rules.getOrder.free'],
    ],
    ['a limit of nothing', { limits: { toolCalls: 0 } }, ['tools.limits.toolCalls']],
    [
      'a schema that is none',
      { http: [server({ operations: [{ ...operation, parameters: { type: 'thing' } }] })] },
      ['tools.http.0.operations.0.parameters'],
    ],
  ])('are refused with %s', (_what, tools, fields) => {
    expect(fieldsOf(tools)).toEqual(fields);
  });

  it('keep the secret in use when it is written back masked, and not for another address', () => {
    const now = settingsOf({ http: [server()] });
    const { tools } = maskedSettings(now);
    expect(JSON.stringify(tools)).not.toContain(SECRET);
    const again = prepareDraft(draft(tools), now);
    expect(again).toMatchObject({ content: { tools: { http: [{ auth: { secret: SECRET } }] } } });
    const moved = {
      http: [{ ...tools?.http[0], baseUrl: 'https://evil.example' }],
      mcp: [],
      rules: {},
    };
    expect(prepareDraft(draft(moved), now)).toMatchObject({ ok: false });
  });

  it('stand in the log with their secrets sealed', () => {
    const sealer = createSealer(new Uint8Array(32));
    const { tools } = settingsOf({ http: [server()] });
    if (tools === undefined) throw new Error('no tools');
    const sealed = sealedTools(tools, 'acme', sealer);
    expect(JSON.stringify(sealed)).not.toContain(SECRET);
    expect(openedTools(sealed, 'acme', sealer)).toEqual(tools);
  });
});
