import type { Principal } from '../role';
import { LOOK_MS, rightToListen } from './right-to-listen';

const ada: Principal = { kind: 'account', id: 'user_1', name: 'ada', role: 'engineer' };

/** Time passes only when somebody sleeps. */
const listening = (answers: readonly (Principal | null | Error)[]) => {
  const time = { now: 0 };
  const used: unknown[] = [];
  const clock = {
    now: () => time.now,
    sleep: (ms: number) => Promise.resolve(void (time.now += ms)),
  };
  const access = {
    recognise: (_: object, how?: object) => {
      const answer = answers[used.push(how) - 1] ?? null;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  return { time, used, right: rightToListen({ access, clock }, { cookie: 'c' }, ada) };
};

describe('the right to listen on', () => {
  it('holds without a look for a while, then is looked at before the next event is told', async () => {
    const { time, used, right } = listening([ada, null]);
    expect([await right.holds(), used.length]).toEqual([true, 0]);
    time.now += LOOK_MS;
    expect([await right.holds(), used.length]).toEqual([true, 1]);
    time.now += LOOK_MS;
    expect([await right.holds(), used.length]).toEqual([false, 2]);
  });

  it('keeps no session from being idle', async () => {
    const { time, used, right } = listening([ada]);
    time.now += LOOK_MS;
    await right.holds();
    expect(used).toEqual([{ used: false }]);
  });

  it.each([
    ['another role', { ...ada, role: 'viewer' as const }],
    ['somebody else', { ...ada, id: 'user_2' }],
    ['nobody', null],
    ['a database that does not answer', new Error('away')],
  ])('is lost with %s, and does not come back', async (_, answer) => {
    const { time, right } = listening([answer, ada]);
    time.now += LOOK_MS;
    expect(await right.holds()).toBe(false);
    time.now += LOOK_MS;
    expect(await right.holds()).toBe(false);
  });

  it('is lost also while nothing happens', async () => {
    const { time, right } = listening([ada, ada, null]);
    await right.lost(new AbortController().signal);
    expect(time.now).toBe(3 * LOOK_MS);
  });

  it('is not looked at any more once the listener left', async () => {
    const { used, right } = listening([ada]);
    await right.lost(AbortSignal.abort());
    expect(used).toEqual([]);
  });
});
