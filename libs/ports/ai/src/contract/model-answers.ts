import type { ScriptedCalls } from './scripted-calls';
import { asking, track, verdict } from './scripted-calls';

/** What a model answers, and how. */
export const answers = ({ withRules, replyOf }: ScriptedCalls): void => {
  it('says its text, in pieces as they come', () =>
    withRules(
      [{ then: { text: 'It is on its way: 📦 two days.', pieceLength: 3 } }],
      async ({ model }) => {
        const pieces: string[] = [];
        const reply = await model.complete(asking(), {
          signal: new AbortController().signal,
          onText: (delta) => pieces.push(delta),
        });
        expect(reply).toMatchObject({
          text: 'It is on its way: 📦 two days.',
          toolCalls: [],
          stop: 'end',
        });
        expect(pieces.join('')).toBe(reply.text);
        expect(pieces.length).toBeGreaterThan(1);
      },
    ));

  it('tells what it used and what answered', async () => {
    const reply = await replyOf({ text: 'Hi.', usage: { inputTokens: 31, outputTokens: 7 } });
    expect(reply.usage).toEqual({ inputTokens: 31, outputTokens: 7 });
    expect(reply.model).toBe('scripted');
  });

  it('asks for tools, several at once, and leaves them to the caller', async () => {
    const { toolCalls, stop } = await replyOf(
      {
        toolCalls: [
          { name: 'track', arguments: { id: 42 } },
          { name: 'track', arguments: { id: 7 } },
        ],
      },
      { tools: [track] },
    );
    expect(stop).toBe('tool-calls');
    expect(toolCalls.map((call) => [call.name, call.arguments])).toEqual([
      ['track', { id: 42 }],
      ['track', { id: 7 }],
    ]);
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(2);
  });

  it('does not judge the arguments of a tool', async () => {
    const wrong = await replyOf(
      { toolCalls: [{ name: 'track', arguments: { id: 'many' } }] },
      { tools: [track] },
    );
    expect(wrong.toolCalls[0]?.arguments).toEqual({ id: 'many' });
    const broken = await replyOf(
      { toolCalls: [{ name: 'track', arguments: '{"id": 4' }] },
      { tools: [track] },
    );
    expect(broken.toolCalls[0]?.arguments).toBe('{"id": 4');
  });

  it('takes the results of tools, failed ones too', () =>
    withRules(
      [
        {
          when: { after: 'track', toolOutput: 'shipped' },
          then: { text: 'Good news: {toolOutput}' },
        },
        {
          when: { user: 'order' },
          then: { toolCalls: [{ name: 'track', arguments: { id: 42 } }] },
        },
      ],
      async ({ model }) => {
        const { signal } = new AbortController();
        const request = asking({ tools: [track] });
        const first = await model.complete(request, { signal });
        const [call] = first.toolCalls;
        const second = await model.complete(
          {
            ...request,
            messages: [
              ...request.messages,
              { role: 'assistant', text: first.text, toolCalls: first.toolCalls },
              { role: 'tool', callId: call!.id, name: 'track', output: 'shipped', failed: true },
            ],
          },
          { signal },
        );
        expect(second).toMatchObject({ text: 'Good news: shipped', stop: 'end' });
      },
    ));

  it('gives the object that was asked for', async () => {
    const { output, stop } = await replyOf({ output: { grounded: true } }, { output: verdict });
    expect(output).toEqual({ grounded: true });
    expect(stop).toBe('end');
  });

  it('says that it was cut', async () => {
    expect(await replyOf({ text: 'It is on', truncated: true })).toMatchObject({
      text: 'It is on',
      stop: 'length',
    });
  });

  it('says that it refused, also where an object was asked for', async () => {
    expect(await replyOf({ refusal: 'I cannot help.' })).toMatchObject({ stop: 'refused' });
    const reply = await replyOf({ refusal: 'I cannot help.' }, { output: verdict });
    expect(reply).toMatchObject({ stop: 'refused' });
    expect(reply).not.toHaveProperty('output');
  });
};
