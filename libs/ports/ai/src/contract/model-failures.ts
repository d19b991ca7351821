import type { Act } from '@deskstream/reasoning-script';
import { retryAfterOf } from '../index';
import type { ScriptedCalls } from './scripted-calls';
import { asking, IMPATIENT, verdict } from './scripted-calls';

/** How a call fails or is stopped, and what its error tells. */
export const failures = ({ withRules, errorOf }: ScriptedCalls): void => {
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
};
