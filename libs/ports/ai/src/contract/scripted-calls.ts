import type { Act, Rule, Script } from '@deskstream/reasoning-script';
import type { Model, ModelReply, ModelRequest } from '../index';

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

export type Open = (script: Script, timeouts: ModelTimeouts) => Promise<OpenModel>;

export const PATIENT: ModelTimeouts = { firstByteMs: 60_000, idleMs: 60_000 };
export const IMPATIENT: ModelTimeouts = { firstByteMs: 50, idleMs: 50 };

export const track = {
  name: 'track',
  description: 'Where an order is.',
  parameters: {
    type: 'object',
    properties: { id: { type: 'integer' } },
    required: ['id'],
    additionalProperties: false,
  },
};

export const verdict = {
  name: 'verdict',
  schema: {
    type: 'object',
    properties: { grounded: { type: 'boolean' } },
    required: ['grounded'],
    additionalProperties: false,
  },
};

export const asking = (over: Partial<ModelRequest> = {}): ModelRequest => ({
  system: 'You help customers.',
  messages: [{ role: 'user', text: 'Where is my order 42?' }],
  maxOutputTokens: 200,
  ...over,
});

export type ScriptedCalls = ReturnType<typeof scriptedCalls>;

/** Calls to a model that plays a script, opened and closed for each. */
export const scriptedCalls = (open: Open) => {
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

  return { withRules, replyOf, errorOf };
};
