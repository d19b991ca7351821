import type { ModelRequest } from '@deskstream/port-ai';
import { scriptedModel } from '@deskstream/testing-model';
import { withRedaction } from './index';

const request: ModelRequest = {
  system: 'Write to help@shop.example.',
  messages: [
    { role: 'user', text: 'I am ann@home.example, where is order 1234567890?' },
    {
      role: 'assistant',
      text: '',
      toolCalls: [{ id: 'c1', name: 'find', arguments: { who: ['ann@home.example'], big: 7 } }],
    },
    { role: 'tool', callId: 'c1', name: 'find', output: 'bob@home.example has it', failed: false },
  ],
  maxOutputTokens: 50,
};
const call = { signal: new AbortController().signal };

describe('a model behind redaction', () => {
  it('never sees personal data, and speaks as if it had (S096)', async () => {
    const model = scriptedModel({
      rules: [{ then: { text: '[EMAIL_2] has [NUMBER_1], [EMAIL_1].', pieceLength: 3 } }],
    });
    const said: string[] = [];
    const reply = await withRedaction(model).complete(request, {
      ...call,
      onText: (delta) => said.push(delta),
    });
    expect(JSON.stringify(model.requests[0]?.messages)).not.toMatch(/ann@|bob@|1234567890/);
    expect(model.requests[0]?.system).toBe(request.system);
    expect(model.requests[0]?.messages[1]).toMatchObject({
      toolCalls: [{ arguments: { who: ['[EMAIL_1]'], big: 7 } }],
    });
    expect(reply.text).toBe('bob@home.example has 1234567890, ann@home.example.');
    expect(said.join('')).toBe(reply.text);
  });

  it('gives tools the data, and objects too', async () => {
    const tools = scriptedModel({
      rules: [{ then: { toolCalls: [{ name: 'find', arguments: { who: ['[EMAIL_1]'] } }] } }],
    });
    const { toolCalls } = await withRedaction(tools).complete(request, call);
    expect(toolCalls[0]?.arguments).toEqual({ who: ['ann@home.example'] });
    const output = { name: 'who', schema: { type: 'object' } };
    const objects = scriptedModel({ rules: [{ then: { output: { who: '[EMAIL_2]' } } }] });
    expect(await withRedaction(objects).complete({ ...request, output }, call)).toMatchObject({
      output: { who: 'bob@home.example' },
    });
  });

  it.each(['4111111111111111', 'DE89370400440532013000', '123456789012'])(
    'leaves the marks of data alone when they look like %s',
    async (nonce) => {
      const model = scriptedModel({ rules: [{ then: { text: 'Yes.' } }] });
      const text = `<article-1 ${nonce}>\nCall 030/9018200\n</article-1 ${nonce}>`;
      await withRedaction(model).complete(
        { ...request, system: `Marks: ${nonce}.`, messages: [{ role: 'user', text }] },
        call,
      );
      expect(model.requests[0]?.messages[0]).toMatchObject({
        text: `<article-1 ${nonce}>\nCall [PHONE_1]\n</article-1 ${nonce}>`,
      });
    },
  );

  it('tells only how much it found', async () => {
    const found: unknown[] = [];
    const model = scriptedModel({ rules: [{ then: { text: 'Yes.' } }] });
    await withRedaction(model, { onRedacted: (kinds) => found.push(kinds) }).complete(
      request,
      call,
    );
    expect(found).toEqual([{ EMAIL: 2, NUMBER: 1 }]);
  });
});
