import type { Clock } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';
import { until } from '@deskstream/testing-harness';
import type { ServedAudit } from '../../testing/served-audit';
import { serveAudit } from '../../testing/served-audit';
import { customerWrote, storyOf } from '../../testing/story';
import type { Access } from '../access';
import { MOST_STREAMS } from './open-streams';
import { LOOK_MS } from './right-to-listen';

/** The system's clock, whose looks at the right to listen happen when the test says so. */
const looksByHand = () => {
  let aheadMs = 0;
  const waiting = new Set<() => void>();
  const clock: Clock = {
    now: () => systemClock.now() + aheadMs,
    sleep: (ms, signal) =>
      ms === LOOK_MS
        ? new Promise((resolve) => {
            const wake = () => {
              waiting.delete(wake);
              resolve();
            };
            waiting.add(wake);
            signal?.addEventListener('abort', wake, { once: true });
          })
        : systemClock.sleep(ms, signal),
  };
  const pass = (): void => void (aheadMs += LOOK_MS);
  const look = async (): Promise<void> => {
    await until(() => waiting.size > 0);
    for (const wake of [...waiting]) wake();
  };
  return { clock, pass, look };
};

describe('a live view whose listener may not listen any more', () => {
  let served: ServedAudit;
  let access: Access;
  let number = 0;
  const { clock, pass, look } = looksByHand();
  const story = storyOf('acme/intercom/c1');

  beforeAll(async () => {
    served = await serveAudit({
      access: { mode: 'accounts', clock },
    });
    ({ access } = served.audit.parts);
    await served.log.publish([story.next(customerWrote('m1', 'The first'), 0)]);
    await served.settled();
    await access.accounts.add({
      ...{ email: 'boss@a.example', name: '', role: 'admin', password: 'correct horse battery' },
    });
  });

  afterAll(() => served.stop());

  /** Somebody new, and each way to take the right from them. */
  const somebody = async () => {
    number += 1;
    const added = await access.accounts.add({
      ...{ email: `u${number}@a.example`, name: '', role: 'engineer' },
      password: 'correct horse battery',
    });
    const id = added?.id ?? '';
    const token = (await access.sessions.begin(id, '', { idToken: 'of a test' })) ?? '';
    const key = await access.tokens.add({ name: 'k', role: 'engineer', days: 1, by: 'test' });
    const cookie = { cookie: `deskstream_session=${token}` };
    const bearer = { authorization: `Bearer ${key.secret}` };
    return {
      'signed out': { as: cookie, take: () => access.sessions.end(token) },
      disabled: { as: cookie, take: () => access.accounts.change(id, { disabled: true }) },
      'made a viewer': { as: cookie, take: () => access.accounts.change(id, { role: 'viewer' }) },
      'given a new password': {
        as: cookie,
        take: () => access.accounts.setPassword(id, 'another one altogether'),
      },
      'a token that was revoked': { as: bearer, take: () => access.tokens.revoke(key.token.id) },
    };
  };

  const listen = async (headers: Record<string, string>) => {
    const url = `${served.url}/api/v1/sessions/${encodeURIComponent(story.key)}/live`;
    const answer = await fetch(url, { headers });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    const told = { text: '' };
    const until = async (fits: (text: string) => boolean): Promise<boolean> => {
      while (!fits(told.text)) {
        const { done, value } = await reader.read();
        if (done) return false;
        told.text += value;
      }
      return true;
    };
    await until((text) => text.includes('The first'));
    return { told, ended: async () => !(await until(() => false)), until };
  };

  const WAYS = [
    'signed out',
    'disabled',
    'made a viewer',
    'given a new password',
    'a token that was revoked',
  ] as const;

  it.each(WAYS)('ends while nothing happens: %s', async (way) => {
    const { as, take } = (await somebody())[way];
    const { ended } = await listen(as);
    await take();
    pass();
    await look();
    expect(await ended()).toBe(true);
  });

  it('tells no further event, not even the one that is next', async () => {
    const { as, take } = (await somebody()).disabled;
    const { ended, told } = await listen(as);
    await take();
    pass();
    await served.log.publish([story.next(customerWrote('m2', 'The second'), 1)]);
    expect(await ended()).toBe(true);
    expect(told.text).not.toContain('The second');
  });

  it('is not the 31st of one listener at a time', async () => {
    const { as: headers } = (await somebody()).disabled;
    const left = new AbortController();
    const open = () =>
      fetch(`${served.url}/api/v1/sessions/live`, { headers, signal: left.signal });
    const opened = await Promise.all(Array.from({ length: MOST_STREAMS }, open));
    expect(opened.every(({ status }) => status === 200)).toBe(true);
    const refused = await open();
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'ACCESS.STREAMS' }]);
    left.abort();
  });

  it('goes on for everybody else', async () => {
    const { as } = (await somebody()).disabled;
    const { until } = await listen(as);
    pass();
    await look();
    await served.log.publish([story.next(customerWrote('m3', 'The third'), 2)]);
    expect(await until((text) => text.includes('The third'))).toBe(true);
  });
});
