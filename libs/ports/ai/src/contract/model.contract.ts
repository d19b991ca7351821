import type { Act, Rule, Script } from '@deskstream/reasoning-script';
import type { Model, ModelReply, ModelRequest } from '../index';
import { retryAfterOf } from '../index';

/** A model that plays a script. */
export interface OpenModel {
  readonly model: Model;
  /** How many requests reached the provider. */
  requests(): number;
  close(): Promise<void>;
}

export interface ModelTimeouts {
  readonly firstByteMs: number;
  readonly idleMs: number;
}

type Open = (script: Script, timeouts: ModelTimeouts) => Promise<OpenModel>;

const PATIENT: ModelTimeouts = { firstByteMs: 60_000, idleMs: 60_000 };
const IMPATIENT: ModelTimeouts = { firstByteMs: 50, idleMs: 50 };

const track = {
  name: 'track',
  description: 'Where an order is.',
  parameters: {
    type: 'object',
    properties: { id: { type: 'integer' } },
    required: ['id'],
    additionalProperties: false,
  },
};

const verdict = {
  name: 'verdict',
  schema: {
    type: 'object',
    properties: { grounded: { type: 'boolean' } },
    required: ['grounded'],
    additionalProperties: false,
  },
};

const asking = (over: Partial<ModelRequest> = {}): ModelRequest => ({
  system: 'You help customers.',
  messages: [{ role: 'user', text: 'Where is my order 42?' }],
  maxOutputTokens: 200,
  ...over,
});

export const modelContract = (name: string, open: Open): void => {
  const withRules = async (
    rules: readonly Rule[],
    use: (opened: OpenModel) => Promise<void>,
    timeouts = PATIENT,
  ): Promise<void> => {
    const opened = await open({ rules: [...rules] }, timeouts);
    try {
      await use(opened);
    } finally {
      await opened.close();
    }
  };

  const replyOf = async (act: Act, over: Partial<ModelRequest> = {}): Promise<ModelReply> => {
    const replies: ModelReply[] = [];
    await withRules([{ then: act }], async ({ model }) => {
      replies.push(await model.complete(asking(over), { signal: new AbortController().signal }));
    });
    return replies[0]!;
  };

  const errorOf = async (
    act: Act,
    over: Partial<ModelRequest> = {},
    timeouts = PATIENT,
  ): Promise<unknown> => {
    const errors: unknown[] = [];
    await withRules(
      [{ then: act }],
      async ({ model, requests }) => {
        const { signal } = new AbortController();
        errors.push(
          await model.complete(asking(over), { signal }).catch((error: unknown) => error),
        );
        // An impatient one may give up before the request has arrived.
        expect(requests()).toBeLessThanOrEqual(1);
        if (timeouts === PATIENT) expect(requests()).toBe(1);
      },
      timeouts,
    );
    return errors[0];
  };

  describe(`${name} as a model`, () => {
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

    it.each<[string, Act]>([
      ['another shape', { output: { grounded: 'yes' } }],
      ['more than the shape', { output: { grounded: true, also: 1 } }],
      ['no JSON', { output: 'Sure! Here is the JSON' }],
    ])('refuses %s with MODEL.MALFORMED', async (_name, act) => {
      expect(await errorOf(act, { output: verdict })).toMatchObject({
        code: 'MODEL.MALFORMED',
        transient: false,
      });
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

    it.each<[string, boolean, Act]>([
      ['MODEL.UNAUTHORIZED', false, { status: 401 }],
      ['MODEL.UNAUTHORIZED', false, { status: 403 }],
      ['MODEL.BAD_REQUEST', false, { status: 400 }],
      ['MODEL.BAD_REQUEST', false, { status: 404, errorCode: 'model_not_found' }],
      ['MODEL.BAD_REQUEST', false, { status: 302 }],
      ['MODEL.TOO_LONG', false, { status: 413 }],
      ['MODEL.TOO_LONG', false, { status: 400, errorCode: 'context_length_exceeded' }],
      ['MODEL.RATE_LIMITED', true, { status: 429 }],
      ['MODEL.TIMED_OUT', true, { status: 408 }],
      ['MODEL.UNAVAILABLE', true, { status: 500 }],
      ['MODEL.UNAVAILABLE', true, { status: 503 }],
      ['MODEL.UNAVAILABLE', true, { status: 529 }],
      ['MODEL.UNAVAILABLE', true, { text: 'It is on its way.', cutAfter: 1 }],
      ['MODEL.UNAVAILABLE', true, { text: 'It is on its way.', failAfter: 1 }],
      ['MODEL.MALFORMED', false, { text: 'It is on its way.', garbleAfter: 1 }],
    ])('fails with %s (transient: %s) for %j, after one request', async (code, transient, act) => {
      expect(await errorOf(act)).toMatchObject({ code, transient });
    });

    it('says when nothing is owed for a call', async () => {
      expect(await errorOf({ status: 503 })).toHaveProperty('unbilled', true);
      expect(await errorOf({ text: 'It is on.', cutAfter: 1 })).not.toHaveProperty('unbilled');
      const late = await errorOf({ text: 'late', firstByteMs: 3_600_000 }, {}, IMPATIENT);
      expect(late).not.toHaveProperty('unbilled');
    });

    it('passes on for how long to wait', async () => {
      const error = await errorOf({ status: 429, retryAfterSeconds: 7 });
      expect(error).toMatchObject({ code: 'MODEL.RATE_LIMITED' });
      expect(retryAfterOf(error)).toBe(7_000);
      expect(retryAfterOf(await errorOf({ status: 503, retryAfterSeconds: 2 }))).toBe(2_000);
    });

    it.each<[string, Act]>([
      ['nothing is answered', { text: 'late', firstByteMs: 3_600_000 }],
      ['the stream stalls', { text: 'It is on its way.', stallAfter: 1 }],
    ])('fails with MODEL.TIMED_OUT when %s', async (_name, act) => {
      expect(await errorOf(act, {}, IMPATIENT)).toMatchObject({
        code: 'MODEL.TIMED_OUT',
        transient: true,
      });
    });

    it('stops when it is told to', () =>
      withRules([{ then: { text: 'It is on its way.', stallAfter: 1 } }], async ({ model }) => {
        const stop = new AbortController();
        const because = new Error('the conversation was closed');
        const call = model.complete(asking(), {
          signal: stop.signal,
          onText: () => stop.abort(because),
        });
        await expect(call).rejects.toBe(because);
      }));

    it('makes no call for one that is stopped already', () =>
      withRules([{ then: { text: 'never' } }], async ({ model, requests }) => {
        const because = new Error('stopped');
        const call = model.complete(asking(), { signal: AbortSignal.abort(because) });
        await expect(call).rejects.toBe(because);
        expect(requests()).toBe(0);
      }));

    it('puts nothing that was said, and no key, into an error', async () => {
      const error = await errorOf({ status: 400 });
      const told = JSON.stringify(error, Object.getOwnPropertyNames(error));
      expect(told).not.toMatch(/order 42|help customers|secret-key/);
      expect(error).not.toHaveProperty('cause');
    });
  });
};
