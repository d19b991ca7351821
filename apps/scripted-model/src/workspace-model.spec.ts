import { modelsOfSettings, verifyModel } from '@deskstream/adapter-ai-models';
import type { ModelCheck } from '@deskstream/adapter-ai-models';
import { createMemoryModelBudget } from '@deskstream/adapter-stores-memory';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { Clock } from '@deskstream/kernel';
import type { ModelRequest } from '@deskstream/port-ai';
import type { ModelSettings } from '@deskstream/port-settings';
import type { Rule, Script } from '@deskstream/reasoning-script';
import { startScriptedModel } from './index';
import type { RunningScriptedModel } from './index';

const clock: Clock = { now: () => Date.UTC(2026, 10, 21, 13), sleep: async () => undefined };
const { signal } = new AbortController();

const settingsFor = (baseUrl: string, over: Partial<ModelSettings> = {}): ModelSettings => ({
  provider: 'openai-compatible',
  baseUrl,
  model: 'small',
  apiKey: 'secret-key',
  enabled: true,
  maxOutputTokens: 100,
  contextTokens: 8_000,
  timeoutMs: 60_000,
  budget: { tokensPerDay: null, costPerDay: null },
  currency: 'EUR',
  redaction: true,
  ...over,
});

const withServer = async (
  script: Script,
  use: (server: RunningScriptedModel) => Promise<void>,
): Promise<void> => {
  const server = await startScriptedModel({ script, port: 0 });
  try {
    await use(server);
  } finally {
    await server.stop();
  }
};

const ready: readonly Rule[] = [
  { when: { offers: 'report_ready' }, then: { toolCalls: [{ name: 'report_ready' }] } },
  { when: { output: 'readiness' }, then: { output: { ready: true } } },
  { then: { text: 'ready' } },
];
const resultsOf = (checks: readonly ModelCheck[]) =>
  checks.map(({ name, result, code }) =>
    [name, result, ...(code === undefined ? [] : [code])].join(' '),
  );

describe('the model of a workspace', () => {
  const request: ModelRequest = {
    system: 'You help.',
    messages: [{ role: 'user', text: 'I am ann@home.example.' }],
    maxOutputTokens: 100,
  };
  const choose = (model: ModelSettings, budget = createMemoryModelBudget()) =>
    modelsOfSettings(
      {
        current: (workspace) =>
          workspace === 'acme'
            ? { workspace, version: 1, rules: defaultConversationSettings, connections: [], model }
            : null,
      },
      { budget, clock },
    );

  it('is made of its settings: budget, prices, fallback, redaction', () =>
    withServer(
      {
        rules: [
          { when: { model: 'small' }, then: { status: 500 } },
          { then: { text: 'Hello [EMAIL_1]', usage: { inputTokens: 10, outputTokens: 2 } } },
        ],
      },
      async ({ baseUrl, requests }) => {
        const budget = createMemoryModelBudget();
        const price = { inputPerMillion: 1, outputPerMillion: 5 };
        const settings = settingsFor(baseUrl, {
          price,
          fallback: { provider: 'anthropic', baseUrl, model: 'large', apiKey: 'k', price },
        });
        const modelFor = choose(settings, budget);
        const choice = modelFor('acme')!;
        const reply = await choice.model.complete(request, { signal });
        expect(reply).toMatchObject({
          text: 'Hello ann@home.example',
          model: 'large',
          cost: { micros: 20, currency: 'EUR' },
        });
        expect(choice.costOf(reply.usage)).toBe(20);
        expect(JSON.stringify(requests)).not.toContain('ann@home');
        expect(requests.map(({ protocol }) => protocol)).toEqual([
          'openai',
          'openai',
          'openai',
          'anthropic',
        ]);
        expect(modelFor('acme')).toBe(choice);
        expect(modelFor('other')).toBeNull();
        expect(choose({ ...settings, enabled: false })('acme')).toBeNull();
      },
    ));

  it('makes no call past its budget of money', () =>
    withServer({ rules: [{ then: { text: 'Hi.' } }] }, async ({ baseUrl, requests }) => {
      const settings = settingsFor(baseUrl, {
        price: { inputPerMillion: 100, outputPerMillion: 100 },
        budget: { tokensPerDay: null, costPerDay: 0.001 },
      });
      const call = choose(settings)('acme')!.model.complete(request, { signal });
      await expect(call).rejects.toMatchObject({ code: 'MODEL.BUDGET_EXHAUSTED' });
      expect(requests).toHaveLength(0);
    }));
});

describe('the check of a model', () => {
  it.each(['openai-compatible', 'anthropic'] as const)('finds %s in order', (provider) =>
    withServer({ models: ['small'], rules: [...ready] }, async ({ baseUrl }) => {
      expect(resultsOf(await verifyModel(settingsFor(baseUrl, { provider }), signal))).toEqual([
        'address and key ok',
        'model exists ok',
        'answers ok',
        'usage is reported ok',
        'tools are supported ok',
        'structured output is supported ok',
      ]);
    }),
  );

  it.each<[string, Script, readonly string[]]>([
    [
      'a wrong key',
      { apiKey: 'another', rules: [...ready] },
      ['address and key failed MODEL.UNAUTHORIZED'],
    ],
    [
      'a model that is not there',
      { models: ['large'], rules: [...ready] },
      ['address and key ok', 'model exists failed', 'answers failed MODEL.BAD_REQUEST'],
    ],
    [
      'neither tools nor objects',
      {
        rules: [
          { when: { offers: 'report_ready' }, then: { status: 400 } },
          { then: { text: 'ready' } },
        ],
      },
      [
        'address and key ok',
        'model exists ok',
        'answers ok',
        'usage is reported ok',
        'tools are supported failed MODEL.BAD_REQUEST',
        'structured output is supported failed MODEL.MALFORMED',
      ],
    ],
  ])('tells of %s', (_name, script, expected) =>
    withServer(script, async ({ baseUrl }) => {
      const checks = await verifyModel(settingsFor(baseUrl), signal);
      expect(resultsOf(checks)).toEqual(expected);
      expect(JSON.stringify(checks)).not.toContain('secret-key');
    }),
  );

  it('tells of an address where nobody is, and of the fallback apart', () =>
    withServer({ rules: [...ready] }, async ({ baseUrl }) => {
      const settings = settingsFor(baseUrl, {
        fallback: {
          provider: 'openai-compatible',
          baseUrl: 'http://127.0.0.1:9',
          model: 'm',
          apiKey: '',
        },
      });
      expect(resultsOf(await verifyModel(settings, signal)).at(-1)).toBe(
        'fallback: address and key failed MODEL.UNAVAILABLE',
      );
    }));
});
