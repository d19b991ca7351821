import { createModel } from '@deskstream/adapter-ai-models';
import type { ModelOptions } from '@deskstream/adapter-ai-models';
import type { ModelRequest } from '@deskstream/port-ai';
import { startScriptedModel } from './index';

const request: ModelRequest = {
  system: 'You judge.',
  messages: [{ role: 'user', text: 'Is it good?' }],
  maxOutputTokens: 64,
  output: {
    name: 'verdict',
    schema: {
      type: 'object',
      properties: { score: { type: 'number', minimum: 0 } },
      required: ['score'],
      additionalProperties: false,
    },
  },
};

/** What goes over the wire, and what comes back. */
const sent = async (options: Omit<ModelOptions, 'baseUrl' | 'apiKey'>, answer: unknown) => {
  const script = {
    rules: [
      { when: { output: 'verdict' }, then: { output: answer } },
      { then: { text: String(answer) } },
    ],
  };
  const server = await startScriptedModel({ script, port: 0 });
  try {
    const model = createModel({ ...options, baseUrl: server.baseUrl, apiKey: 'k' });
    const { signal } = new AbortController();
    const { output } = await model.complete(request, { signal });
    return { body: server.requests[0]!.body, output };
  } finally {
    await server.stop();
  }
};

describe('what a provider is sent', () => {
  it('is the output format, where the model of Anthropic knows it', async () => {
    const { body, output } = await sent(
      { provider: 'anthropic', model: 'claude-sonnet-4-5' },
      { score: 1 },
    );
    expect(output).toEqual({ score: 1 });
    expect(body).toMatchObject({
      output_config: { format: { type: 'json_schema' } },
      max_tokens: 64,
    });
    expect(body).not.toHaveProperty('tools');
  });

  it.each<[string, Partial<ModelOptions>]>([
    ['does not', { model: 'claude-3-haiku-20240307' }],
    ['must not be asked', { model: 'claude-sonnet-4-5', structuredOutput: 'json-object' }],
  ])('is a forced tool, where it %s', async (_name, over) => {
    const options = { provider: 'anthropic', model: '', ...over } as const;
    const { body, output } = await sent(options, { score: 1 });
    expect(output).toEqual({ score: 1 });
    expect(body).toMatchObject({ tools: [{ name: 'json' }] });
    expect(body).not.toHaveProperty('output_config');
    await expect(sent(options, 'no JSON')).rejects.toMatchObject({ code: 'MODEL.MALFORMED' });
  });

  it('is a schema by name for OpenAI, and the limit in the words of the server', async () => {
    const { body } = await sent({ provider: 'openai-compatible', model: 'm' }, { score: 1 });
    expect(body).toMatchObject({
      response_format: { type: 'json_schema', json_schema: { name: 'verdict', strict: true } },
      max_tokens: 64,
      stream: true,
      stream_options: { include_usage: true },
    });
    const newer = await sent(
      { provider: 'openai-compatible', model: 'm', maxTokensField: 'max_completion_tokens' },
      { score: 1 },
    );
    expect(newer.body).toMatchObject({ max_completion_tokens: 64 });
    expect(newer.body).not.toHaveProperty('max_tokens');
  });

  it('holds the schema in words where the server knows none, and takes a fence around JSON', async () => {
    const { body, output } = await sent(
      { provider: 'openai-compatible', model: 'm', structuredOutput: 'json-object' },
      '```json\n{"score":1}\n```',
    );
    expect(output).toEqual({ score: 1 });
    expect(body).toMatchObject({ response_format: { type: 'json_object' } });
    expect(JSON.stringify(body)).toContain('JSON Schema');
  });

  it('is not believed past the length that was asked for', async () => {
    const options = { provider: 'openai-compatible', model: 'm' } as const;
    await expect(sent(options, 'x'.repeat(64 * 64 + 9))).rejects.toMatchObject({
      code: 'MODEL.MALFORMED',
      message: expect.stringContaining('longer'),
    });
  });

  it('is not sent again for want of credit, which OpenAI calls a limit', async () => {
    const then = { status: 429, errorCode: 'insufficient_quota' };
    const server = await startScriptedModel({ script: { rules: [{ then }] }, port: 0 });
    const { baseUrl } = server;
    const model = createModel({ provider: 'openai-compatible', model: 'm', apiKey: 'k', baseUrl });
    const { signal } = new AbortController();
    await expect(model.complete(request, { signal })).rejects.toMatchObject({
      code: 'MODEL.UNAUTHORIZED',
      transient: false,
    });
    await server.stop();
  });

  it.each([
    'file:///etc/passwd',
    'ftp://models.example',
    'https://user:pw@models.example/v1',
    'models',
  ])('is nothing for the address %s', (baseUrl) => {
    expect(() =>
      createModel({ provider: 'openai-compatible', model: 'm', apiKey: 'k', baseUrl }),
    ).toThrow('no http(s) address');
  });
});
