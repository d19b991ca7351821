import { deadLetterOf, TOPICS } from '@deskstream/contracts';
import type { Clock } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';
import { until } from '@deskstream/testing-harness';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import { customerWrote, judged, storyOf, T0 } from '../testing/story';

/** Counts who sleeps: a live view that nobody listens to must not. */
const countedClock = () => {
  let sleeping = 0;
  const clock: Clock = {
    now: systemClock.now,
    sleep: (ms, signal) => {
      sleeping += 1;
      return systemClock.sleep(ms, signal).finally(() => (sleeping -= 1));
    },
  };
  return { clock, sleeping: () => sleeping };
};

describe('live views and redriving over HTTP', () => {
  let served: ServedAudit;
  let story: ReturnType<typeof storyOf>;
  const key = encodeURIComponent('acme/intercom/c1');

  beforeEach(async () => {
    story = storyOf('acme/intercom/c1');
    served = await serveAudit();
    await served.log.publish([story.next(customerWrote('m1', 'Hi'))]);
    await served.settled();
  });

  afterEach(() => served.stop());

  it('a listener that leaves frees what its view held', async () => {
    const { clock, sleeping } = countedClock();
    served.access.open({ ...served.audit.parts, clock });
    const listeners = Array.from({ length: 20 }, () => new AbortController());
    const opened = await Promise.all(
      listeners.map(({ signal }, at) =>
        fetch(`${served.url}/api/v1/sessions/${at % 2 === 0 ? 'live' : `${key}/live`}`, { signal }),
      ),
    );
    expect(opened.map(({ status }) => status)).toEqual(listeners.map(() => 200));
    await until(() => sleeping() === listeners.length);
    for (const listener of listeners) listener.abort();
    await until(() => sleeping() === 0);
    await served.stop();
  });

  it('tells of every session that changes once it has said that it looks', async () => {
    const answer = await fetch(`${served.url}/api/v1/sessions/live`);
    const told = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const hears = async (what: RegExp) => {
      while (!what.test(text)) text += (await told?.read())?.value ?? '';
    };
    await hears(/event: heartbeat/);
    await served.log.publish([storyOf('acme/intercom/c2').next(customerWrote('m1', 'Hello'))]);
    await hears(/event: session[^]*acme\/intercom\/c2/);
    expect(text).not.toContain('acme/intercom/c1');
    await told?.cancel();
  });

  it('a stop ends open views in order, and does not wait for their listeners', async () => {
    const answer = await fetch(`${served.url}/api/v1/sessions/${key}/live`);
    const ended = answer.text().then(
      () => 'ended',
      () => 'cut',
    );
    await served.stop();
    expect(await ended).toBe('ended');
    await expect(fetch(`${served.url}/healthz`)).rejects.toThrow();
  });

  it('redrives dead letters by id: only those, a dry run first', async () => {
    const parked = [1, 2].map((offset) => {
      const bad = { ...story.next(judged(`m${offset}`), offset), topic: TOPICS.inputs };
      const reason = { step: 'orchestrator.decide', because: 'unknown', attempts: 1 };
      return deadLetterOf({ ...bad, partition: 0, offset, timestamp: T0 }, reason);
    });
    await served.log.publish([...parked, story.next(customerWrote('m9', 'Hi'), 9)]);
    const api = `${served.url}/api/v1/dead-letters`;
    const all = (await (await fetch(api)).json()) as { id: string }[];
    const ids = all.slice(0, 1).map(({ id }) => id);
    const redrive = async (body: object) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${api}/redrive`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers,
      });
      const { letters } = (await answer.json()) as { letters: { id: string }[] };
      const [inputs] = await served.log.ends(TOPICS.inputs);
      return [letters.map(({ id }) => id), inputs?.end];
    };
    expect(all).toHaveLength(2);
    expect(await redrive({ ids })).toEqual([ids, 0]);
    const reason = 'The rule is mended.';
    // The record itself, and in its session who did it and why.
    expect(await redrive({ ids, dryRun: false, reason })).toEqual([ids, 2]);
    expect(await redrive({ ids: ['nothing'], dryRun: false, reason })).toEqual([[], 2]);
    await served.stop();
  });
});
