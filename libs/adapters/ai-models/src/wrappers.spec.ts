import type { Clock } from '@deskstream/kernel';
import type { ModelRequest } from '@deskstream/port-ai';
import { scriptedModel } from '@deskstream/testing-model';
import { withFallback, withRetries } from './index';

const request: ModelRequest = {
  system: 'You help.',
  messages: [{ role: 'user', text: 'Where is my order?' }],
  maxOutputTokens: 100,
};
const call = { signal: new AbortController().signal };

/** A clock that has waited as soon as it is asked to. */
const quickClock = () => {
  const pauses: number[] = [];
  const clock: Clock = {
    now: () => Date.UTC(2026, 10, 21, 13),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      pauses.push(ms);
    },
  };
  return { clock, pauses };
};

const busyThenFine = (times: number, retryAfterSeconds?: number) => ({
  rules: [
    {
      times,
      then: { status: 429, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) },
    },
    { then: { text: 'On its way.', usage: { inputTokens: 20, outputTokens: 5 } } },
  ],
});

describe('retries', () => {
  it('ask again after what may pass, later each time', async () => {
    const { clock, pauses } = quickClock();
    const model = scriptedModel(busyThenFine(2));
    const restarts: string[] = [];
    const reply = await withRetries(model, { clock }).complete(request, {
      ...call,
      onRestart: () => restarts.push('again'),
    });
    expect(reply.text).toBe('On its way.');
    expect(pauses).toEqual([500, 1_000]);
    expect(restarts).toHaveLength(2);
  });

  it('wait as long as the provider asks, but not for ever', async () => {
    const { clock, pauses } = quickClock();
    await withRetries(scriptedModel(busyThenFine(1, 7)), { clock }).complete(request, call);
    expect(pauses).toEqual([7_000]);
    const late = withRetries(scriptedModel(busyThenFine(1, 3_600)), { clock });
    await expect(late.complete(request, call)).rejects.toMatchObject({
      code: 'MODEL.RATE_LIMITED',
    });
    expect(pauses).toHaveLength(1);
  });

  it('are bounded', async () => {
    const { clock } = quickClock();
    const model = scriptedModel(busyThenFine(9));
    await expect(withRetries(model, { clock }).complete(request, call)).rejects.toMatchObject({
      code: 'MODEL.RATE_LIMITED',
    });
    expect(model.requests).toHaveLength(3);
  });

  it('leave alone what another try cannot mend, and what is stopped', async () => {
    const { clock } = quickClock();
    const model = scriptedModel({ rules: [{ then: { status: 401 } }] });
    await expect(withRetries(model, { clock }).complete(request, call)).rejects.toMatchObject({
      code: 'MODEL.UNAUTHORIZED',
    });
    expect(model.requests).toHaveLength(1);
    const stop = new AbortController();
    const stopped = scriptedModel({ rules: [{ then: { text: 'On its way.', failAfter: 1 } }] });
    const answer = withRetries(stopped, { clock }).complete(request, {
      signal: stop.signal,
      onText: () => stop.abort(new Error('stopped')),
    });
    await expect(answer).rejects.toThrow();
    expect(stopped.requests).toHaveLength(1);
  });
});

describe('a fallback', () => {
  const fine = () =>
    scriptedModel({ rules: [{ then: { text: 'From the other.' } }] }, { model: 'other' });
  const failing = (status: number) => scriptedModel({ rules: [{ then: { status } }] });

  it.each([500, 429, 401, 404])('answers where the first fails with %d', async (status) => {
    const told: string[] = [];
    const model = withFallback(failing(status), [fine()], {
      onFallback: (from, to) => told.push(`${from} -> ${to}`),
    });
    expect(await model.complete(request, call)).toMatchObject({
      text: 'From the other.',
      model: 'other',
    });
    expect(told).toEqual(['scripted/scripted -> scripted/other']);
  });

  it('is not asked when the first answers', async () => {
    const other = fine();
    await withFallback(fine(), [other]).complete(request, call);
    expect(other.requests).toHaveLength(0);
  });

  it('fails as the last one does', async () => {
    const model = withFallback(failing(500), [failing(401)]);
    await expect(model.complete(request, call)).rejects.toMatchObject({
      code: 'MODEL.UNAUTHORIZED',
    });
  });
});
