import { costOf, withBudget, withPrice } from '@deskstream/adapter-ai-models';
import { createMemoryModelBudget } from '@deskstream/adapter-stores-memory';
import type { Clock } from '@deskstream/kernel';
import type { ModelRequest } from '@deskstream/port-ai';
import type { Act } from '@deskstream/reasoning-script';
import { scriptedModel } from '@deskstream/testing-model';

const request: ModelRequest = {
  system: 'You help.',
  messages: [{ role: 'user', text: 'Where is my order?' }],
  maxOutputTokens: 100,
};
const call = { signal: new AbortController().signal };
const clock: Clock = { now: () => Date.UTC(2026, 10, 21, 13), sleep: async () => undefined };

describe('a budget', () => {
  const limits = { tokensPerDay: 350, microsPerDay: null };
  const day = { workspace: 'acme', day: '2026-11-21' };

  it('counts what was used and refuses the call that might pass it', async () => {
    const budget = createMemoryModelBudget();
    const model = scriptedModel({
      rules: [{ then: { text: 'Yes.', usage: { inputTokens: 150, outputTokens: 50 } } }],
    });
    const limited = withBudget(model, { budget, workspace: 'acme', limits, clock });
    await limited.complete(request, call);
    expect(await budget.spent(day)).toEqual({ tokens: 200, micros: 0 });
    await expect(limited.complete(request, call)).rejects.toMatchObject({
      code: 'MODEL.BUDGET_EXHAUSTED',
      transient: false,
      message: expect.stringContaining('350 tokens of 2026-11-21'),
    });
    expect(model.requests).toHaveLength(1);
  });

  it.each<[string, Act, boolean]>([
    ['a limit', { status: 429 }, false],
    ['an outage', { status: 503 }, false],
    ['an answer that broke off', { text: 'Hello.', cutAfter: 1 }, true],
    ['another object than asked for', { text: 'Hello.', garbleAfter: 1 }, true],
  ])('after %s holds what may be owed', async (_name, act, held) => {
    const budget = createMemoryModelBudget();
    const model = scriptedModel({ rules: [{ then: act }] });
    const limited = withBudget(model, { budget, workspace: 'acme', limits, clock });
    await limited.complete(request, call).catch(() => undefined);
    expect((await budget.spent(day)).tokens > 0).toBe(held);
  });

  it('counts a server that reports no usage by what was sent and said', async () => {
    const budget = createMemoryModelBudget();
    const silent = { inputTokens: 0, outputTokens: 0 };
    const model = scriptedModel({ rules: [{ then: { text: 'Yes.', usage: silent } }] });
    const limited = withBudget(model, { budget, workspace: 'acme', limits, clock });
    await limited.complete(request, call);
    expect((await budget.spent(day)).tokens).toBeGreaterThan(20);
  });

  it('keeps an answer whose price could not be told', async () => {
    const memory = createMemoryModelBudget();
    const budget = {
      reserve: memory.reserve.bind(memory),
      spent: memory.spent.bind(memory),
      settle: () => Promise.reject(new Error('the database is away')),
    };
    const model = scriptedModel({ rules: [{ then: { text: 'Yes.' } }] });
    const limited = withBudget(model, { budget, workspace: 'acme', limits, clock });
    expect(await limited.complete(request, call)).toMatchObject({ text: 'Yes.' });
    expect((await memory.spent(day)).tokens).toBeGreaterThan(100);
  });

  it('counts money by the price table', async () => {
    const price = { inputPerMillion: 2, outputPerMillion: 10 };
    const budget = createMemoryModelBudget();
    const model = scriptedModel({
      rules: [{ then: { text: 'Yes.', usage: { inputTokens: 150, outputTokens: 50 } } }],
    });
    const paid = withBudget(withPrice(model, price, 'EUR'), {
      ...{ budget, workspace: 'acme', clock, price },
      limits: { tokensPerDay: null, microsPerDay: 5_000 },
    });
    expect((await paid.complete(request, call)).cost).toEqual({ micros: 800, currency: 'EUR' });
    expect(await budget.spent(day)).toEqual({ tokens: 200, micros: 800 });
    expect(
      costOf({ inputTokens: 1, outputTokens: 0 }, { inputPerMillion: 0.1, outputPerMillion: 0 }),
    ).toBe(1);
  });
});
