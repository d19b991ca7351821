import type { Script } from '@deskstream/reasoning-script';
import { embeddingOf, startScriptedModel } from './index';
import type { RunningScriptedModel } from './index';

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

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const chat = (messages: readonly object[], over: object = {}) => ({
  model: 'any',
  messages,
  ...over,
});
const user = { role: 'user', content: 'Where is my order?' };
const call = { id: 'c1', type: 'function', function: { name: 'track', arguments: '{}' } };
const version = { 'anthropic-version': '2023-06-01' };
const contentOf = (frame: string): string | undefined => {
  const chunk = JSON.parse(frame.slice(6)) as { choices: { delta: { content?: string } }[] };
  return chunk.choices[0]!.delta.content;
};
const hello: Script = { rules: [{ then: { text: 'Hello.', pieceLength: 3 } }] };

describe('the scripted server', () => {
  it('answers whole, as OpenAI does', () =>
    withServer(hello, async ({ baseUrl }) => {
      const answer = await post(`${baseUrl}/chat/completions`, chat([user]));
      expect(await answer.json()).toMatchObject({
        object: 'chat.completion',
        choices: [{ message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
      });
    }));

  it('answers whole, as Anthropic does', () =>
    withServer(hello, async ({ baseUrl }) => {
      const body = chat([user], { max_tokens: 10 });
      const answer = await post(`${baseUrl}/messages`, body, version);
      expect(await answer.json()).toMatchObject({
        type: 'message',
        content: [{ type: 'text', text: 'Hello.' }],
        stop_reason: 'end_turn',
      });
    }));

  it('streams chunks as OpenAI does, usage only when it is asked for', () =>
    withServer(hello, async ({ baseUrl }) => {
      const stream = async (over: object) => {
        const answer = await post(
          `${baseUrl}/chat/completions`,
          chat([user], { stream: true, ...over }),
        );
        expect(answer.headers.get('content-type')).toContain('text/event-stream');
        return (await answer.text()).split('\n\n').filter((frame) => frame !== '');
      };
      const frames = await stream({});
      expect(frames.at(-1)).toBe('data: [DONE]');
      const deltas = frames.slice(0, -1).map((frame) => contentOf(frame));
      expect(deltas).toEqual(['', 'Hel', 'lo.', undefined]);
      expect((await stream({ stream_options: { include_usage: true } })).at(-2)).toContain(
        '"choices":[],"usage"',
      );
    }));

  it('streams events as Anthropic does', () =>
    withServer(hello, async ({ baseUrl }) => {
      const body = chat([user], { max_tokens: 10, stream: true });
      const text = await (await post(`${baseUrl}/messages`, body, version)).text();
      expect(text.match(/^event: .*/gm)?.map((line) => line.slice(7))).toEqual([
        'message_start',
        'ping',
        'content_block_start',
        'content_block_delta',
        'content_block_delta',
        'content_block_stop',
        'message_delta',
        'message_stop',
      ]);
    }));

  it.each<[string, string, object, Record<string, string>, string]>([
    ['no messages', 'chat/completions', chat([]), {}, '/messages'],
    ['another role', 'chat/completions', chat([{ role: 'bot', content: 'x' }]), {}, '/messages/0'],
    [
      'a result without a call',
      'chat/completions',
      chat([user, { role: 'tool', tool_call_id: 'c1', content: '' }]),
      {},
      'answers no call',
    ],
    [
      'a call without a result',
      'chat/completions',
      chat([user, { role: 'assistant', tool_calls: [call] }, user]),
      {},
      'has no result',
    ],
    ['no max_tokens', 'messages', chat([user]), version, 'max_tokens'],
    ['no version', 'messages', chat([user], { max_tokens: 1 }), {}, 'anthropic-version'],
    [
      'an assistant who begins',
      'messages',
      chat([{ role: 'assistant', content: 'x' }], { max_tokens: 1 }),
      version,
      'first message',
    ],
    [
      'a use without a result',
      'messages',
      chat(
        [
          user,
          {
            role: 'assistant',
            content: [{ type: 'tool_use', id: 'c1', name: 'track', input: {} }],
          },
          user,
        ],
        { max_tokens: 1 },
      ),
      version,
      'has no tool_result',
    ],
  ])('refuses %s, as providers do', (_name, ...[path, body, headers, told]) =>
    withServer(hello, async ({ baseUrl }) => {
      const answer = await post(`${baseUrl}/${path}`, body, headers);
      expect(answer.status).toBe(400);
      expect(JSON.stringify(await answer.json())).toContain(told);
    }),
  );

  it('fails loudly when no rule holds', () =>
    withServer({ rules: [] }, async ({ baseUrl }) => {
      const answer = await post(`${baseUrl}/chat/completions`, chat([user]));
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('Where is my order?');
    }));

  it('knows its key and its models', () =>
    withServer({ apiKey: 'k1', models: ['small'], ...hello }, async ({ baseUrl }) => {
      const good = { authorization: 'Bearer k1' };
      const url = `${baseUrl}/chat/completions`;
      expect((await post(url, chat([user]))).status).toBe(401);
      expect((await post(url, chat([user]), good)).status).toBe(404);
      expect((await post(url, chat([user], { model: 'small' }), good)).status).toBe(200);
      const models = await fetch(`${baseUrl}/models`, { headers: good });
      expect(await models.json()).toMatchObject({ data: [{ id: 'small' }] });
    }));

  it('records what was asked and how it ended, without keys', () =>
    withServer(
      { rules: [{ times: 1, then: { status: 429 } }, { then: { text: 'Hi.' } }] },
      async ({ baseUrl }) => {
        const origin = new URL(baseUrl).origin;
        for (const _ of [1, 2])
          await post(`${baseUrl}/chat/completions`, chat([user]), {
            authorization: 'Bearer very-secret',
          });
        const recorded = await (await fetch(`${origin}/_control/requests`)).text();
        expect(recorded).not.toContain('very-secret');
        expect(JSON.parse(recorded)).toMatchObject([
          { number: 1, rule: 0, status: 429, outcome: 'refused' },
          { number: 2, rule: 1, status: 200, outcome: 'answered', body: { messages: [user] } },
        ]);
        const put = (script: unknown) =>
          fetch(`${origin}/_control/script`, {
            method: 'PUT',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(script),
          });
        expect(await (await put({ rules: [{ then: { txt: 1 } }] })).json()).toHaveProperty(
          'problems',
        );
        expect((await put({ rules: [{ then: { text: 'Another.' } }] })).status).toBe(204);
        expect(await (await post(`${baseUrl}/chat/completions`, chat([user]))).text()).toContain(
          'Another.',
        );
      },
    ));

  it('gives the same embedding to the same text, near ones to texts with words in common', () =>
    withServer({ rules: [] }, async ({ baseUrl }) => {
      const input = ['reset my password', 'my password reset fails', 'opening hours'];
      const answer = await post(`${baseUrl}/embeddings`, { model: 'any', input, dimensions: 64 });
      const { data } = (await answer.json()) as { data: { embedding: number[] }[] };
      const [first, near, far] = data.map(({ embedding }) => embedding);
      const product = (a: number[], b: number[]) => a.reduce((sum, x, at) => sum + x * b[at]!, 0);
      expect(Math.hypot(...first!)).toBeCloseTo(1);
      expect(product(first!, near!)).toBeGreaterThan(product(first!, far!) + 0.3);
      expect(Array.from(embeddingOf(input[0]!, 64))).toEqual(first);
      const coded = await post(`${baseUrl}/embeddings`, {
        model: 'any',
        input,
        dimensions: 64,
        encoding_format: 'base64',
      });
      const { data: bytes } = (await coded.json()) as { data: { embedding: string }[] };
      expect(Buffer.from(bytes[0]!.embedding, 'base64').readFloatLE(0)).toBeCloseTo(first![0]!);
    }));
});
