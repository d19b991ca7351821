import type { ModelRequest } from '@deskstream/port-ai';
import { scriptedModel } from '@deskstream/testing-model';
import { withPrice, withTelemetry } from './index';

const request: ModelRequest = {
  system: 'You help.',
  messages: [{ role: 'user', text: 'Where is my order?' }],
  maxOutputTokens: 100,
};

interface Counted {
  readonly metric: string;
  readonly value: number;
  readonly labels: Readonly<Record<string, string>>;
}

const counting = () => {
  const counted: Counted[] = [];
  let now = 0;
  return {
    counted,
    options: {
      ...{ workspace: 'acme', provider: 'openai-compatible', model: 'small' },
      clock: { now: () => (now += 250) },
      telemetry: {
        count: (metric: string, value = 1, labels = {}) => counted.push({ metric, value, labels }),
        observe: (metric: string, value: number, labels = {}) =>
          counted.push({ metric, value, labels }),
      },
    },
  };
};

const call = { signal: new AbortController().signal };
const labels = { workspace: 'acme', provider: 'openai-compatible', model: 'small' };

describe('the telemetry of model calls', () => {
  it('counts a call with its time, tokens and cost', async () => {
    const { counted, options } = counting();
    const fine = scriptedModel({
      rules: [{ then: { text: 'On its way.', usage: { inputTokens: 2_000, outputTokens: 500 } } }],
    });
    const priced = withPrice(fine, { inputPerMillion: 1, outputPerMillion: 4 }, 'EUR');
    await withTelemetry(priced, options).complete(request, call);
    expect(counted).toEqual([
      { metric: 'deskstream.model.calls', value: 1, labels: { ...labels, outcome: 'ok' } },
      {
        metric: 'gen_ai.client.operation.duration',
        value: 0.25,
        labels: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.provider.name': 'openai-compatible',
          'gen_ai.request.model': 'small',
        },
      },
      { metric: 'deskstream.model.tokens', value: 2_000, labels: { ...labels, direction: 'in' } },
      { metric: 'deskstream.model.tokens', value: 500, labels: { ...labels, direction: 'out' } },
      { metric: 'deskstream.model.cost', value: 0.004, labels: { ...labels, currency: 'EUR' } },
    ]);
  });

  it('counts a failure by its code, without tokens', async () => {
    const { counted, options } = counting();
    const busy = scriptedModel({ rules: [{ then: { status: 429 } }] });
    await expect(withTelemetry(busy, options).complete(request, call)).rejects.toThrow();
    expect(counted.map(({ metric, labels: told }) => [metric, told])).toEqual([
      ['deskstream.model.calls', { ...labels, outcome: 'MODEL.RATE_LIMITED' }],
      [
        'gen_ai.client.operation.duration',
        expect.objectContaining({ 'error.type': 'MODEL.RATE_LIMITED' }),
      ],
    ]);
  });

  it('tells nothing of what was said', async () => {
    const { counted, options } = counting();
    const fine = scriptedModel({ rules: [{ then: { text: 'On its way.' } }] });
    await withTelemetry(fine, options).complete(request, call);
    expect(JSON.stringify(counted)).not.toMatch(/order|way/);
  });
});
