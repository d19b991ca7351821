import { systemClock } from '@deskstream/kernel';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import type { Access } from './access';
import { OF_ACCOUNT, OF_ADDRESS } from './lockout';
import { callerOf } from './testing/caller';

const PASSWORD = 'correct horse battery';
const REQUESTS = 200;

describe('attempts that come in great numbers', () => {
  let served: ServedAudit;
  let access: Access;
  let aheadMs = 0;

  beforeAll(async () => {
    // Time passes when the test says so, however slow the machine is.
    const began = systemClock.now();
    const clock = { ...systemClock, now: () => began + aheadMs };
    served = await serveAudit({
      access: { mode: 'accounts', clock, requestsPerMinute: REQUESTS },
      trustedProxies: ['127.0.0.1'],
    });
    ({ access } = served.audit.parts);
  });

  afterAll(() => served.stop());

  beforeEach(() => {
    aheadMs += 2 * OF_ACCOUNT.forgetMs;
  });

  const { call, signIn } = callerOf(() => served.url);

  const from = (address: string) => ({ 'x-forwarded-for': address });

  const account = (email: string) =>
    access.accounts.add({ email, name: '', role: 'admin', password: PASSWORD });

  const many = <T>(times: number, one: (time: number) => Promise<T>): Promise<readonly T[]> =>
    Promise.all(Array.from({ length: times }, (_, time) => one(time)));

  const countOf = (answers: readonly { status: number }[], status: number): number =>
    answers.filter((answer) => answer.status === status).length;

  it('at one account at once: no more are looked at than one after the other', async () => {
    await account('parallel@a.example');
    const answers = await many(15, (time) =>
      signIn('parallel@a.example', 'a guess too many', from(`203.0.113.${time}`)),
    );
    expect([countOf(answers, 401), countOf(answers, 429)]).toEqual([
      OF_ACCOUNT.free,
      15 - OF_ACCOUNT.free,
    ]);
  });

  it('at many accounts from one line: the line waits, with IPv6 as one line of 64 bits', async () => {
    const answers = await many(OF_ADDRESS.free + 10, (time) =>
      signIn(`nobody${time}@a.example`, 'a guess', from(`2001:db8:7::${time + 1}`)),
    );
    expect([countOf(answers, 401), countOf(answers, 429)]).toEqual([OF_ADDRESS.free, 10]);
    const elsewhere = await signIn('nobody0@a.example', 'a guess', from('2001:db8:8::1'));
    expect(elsewhere.status).toBe(401);
  });

  it('wait the same for an account that is there and one that is not', async () => {
    await account('there@a.example');
    const answersTo = async (email: string) => {
      const answers = [];
      for (let time = 0; time <= OF_ACCOUNT.free; time += 1)
        answers.push(await signIn(email, 'a guess too many', from('198.51.100.1')));
      return answers.map(({ status, body }) => [status, body['code'], body['detail']]);
    };
    expect(await answersTo('there@a.example')).toEqual(await answersTo('away@a.example'));
  });

  it('are recorded, those that came too soon once', async () => {
    await many(20, () => signIn('noted@a.example', 'a guess', from('198.51.100.2')));
    const acts = await access.acts.list({ who: 'noted@a.example', limit: 100 });
    expect(acts.filter(({ reason }) => reason === '')).toHaveLength(OF_ACCOUNT.free);
    expect(acts.filter(({ reason }) => reason === 'too many attempts')).toHaveLength(1);
  });

  it('of somebody elsewhere never make an admin wait in a browser that is known', async () => {
    await account('owner@a.example');
    const first = await signIn('owner@a.example', PASSWORD, from('192.0.2.1'));
    const browser = first.cookies.find((cookie) => cookie.startsWith('deskstream_browser='));
    for (let hour = 0; hour < 3; hour += 1) {
      await many(10, () => signIn('owner@a.example', 'a guess', from('198.51.100.3')));
      const own = { ...from('192.0.2.1'), cookie: browser ?? '' };
      expect((await signIn('owner@a.example', PASSWORD, own)).status).toBe(204);
      expect((await signIn('owner@a.example', PASSWORD, from('192.0.2.1'))).status).toBe(429);
      aheadMs += OF_ACCOUNT.forgetMs / 4;
    }
  });

  it('in a known browser count as well, and help nobody at another account', async () => {
    await account('thief@a.example');
    await account('victim@a.example');
    const mine = await signIn('thief@a.example', PASSWORD, from('192.0.2.2'));
    const guesses = (email: string) =>
      many(10, () => signIn(email, 'a guess', { ...from('192.0.2.2'), ...mine.as.headers }));
    expect(countOf(await guesses('thief@a.example'), 401)).toBe(OF_ACCOUNT.free);
    expect(countOf(await guesses('victim@a.example'), 401)).toBe(OF_ACCOUNT.free);
    expect((await signIn('victim@a.example', PASSWORD, from('192.0.2.3'))).status).toBe(429);
  });

  it('to the API: a minute’s worth at once, for each caller alone, and then as they come back', async () => {
    const bearer = async (name: string) => {
      const { secret } = await access.tokens.add({ name, role: 'viewer', days: 1, by: 'test' });
      return { headers: { authorization: `Bearer ${secret}` } };
    };
    const [busy, calm] = [await bearer('busy'), await bearer('calm')];
    const answers = await many(REQUESTS + 30, () => call('/status', busy));
    const passed = countOf(answers, 200);
    expect(passed).toBeGreaterThanOrEqual(REQUESTS);
    expect(passed).toBeLessThan(REQUESTS + 30);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({ code: 'ACCESS.RATE' });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await call('/status', calm)).status).toBe(200);
    aheadMs += 60_000;
    expect((await call('/status', busy)).status).toBe(200);
  });

  it('by those whom nobody knows are counted by their network', async () => {
    const answers = await many(REQUESTS + 30, () =>
      call('/access/me', { headers: from('198.51.100.9') }),
    );
    expect(countOf(answers, 429)).toBeGreaterThan(0);
    expect((await call('/access/me', { headers: from('198.51.100.10') })).status).toBe(200);
  });
});
