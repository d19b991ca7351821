import { encodeInput, inputIdOf } from '@deskstream/contracts';
import { partitionKey, systemClock } from '@deskstream/kernel';
import type { Trial } from '@deskstream/platform-trials';
import { kafkaAvailable, until } from '@deskstream/testing-harness';
import { inBrowser, openBrowser } from '../product/browser';
import { jsonOf } from '../product/running-product';
import type { DeskAway } from './desk-away';
import { installAway, WORKSPACE, workspaceWith } from './desk-away';
import { CHANGED, quick, silentAbout } from './script';

const TIMEOUT = 90_000;
const QUESTIONS = ['one', 'two', 'three', 'four'].map((name) => `How do I export ${name}?`);

interface Run extends Trial {
  readonly runners: number;
  readonly report: { readonly changed: readonly unknown[]; readonly sessions: number } | null;
  readonly outcome: { readonly figures: { readonly passed: number } } | null;
}

describe('what-ifs and evaluations where audit, orchestrator and runners are processes', () => {
  let desk: DeskAway;

  beforeAll(async () => {
    const kafka = await kafkaAvailable();
    if (!kafka.ok) throw new Error(`this suite needs Kafka: ${kafka.because}`);
    desk = await installAway();
    await desk.parts.log.publish(QUESTIONS.map(wrote));
    await until(async () => (await answered()).length === QUESTIONS.length, {
      timeoutMs: 180_000,
      describe: () => desk.audit.said,
    });
  });

  afterAll(() => desk?.stop());

  const call = async <T>(path: string, body?: object): Promise<{ status: number; said: T }> => {
    const answer = await fetch(`${desk.url}/api/v1/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, said: (await answer.json()) as T };
  };

  /** Sessions whose answer is in the log. */
  const answered = async (): Promise<readonly string[]> => {
    const keys = QUESTIONS.map((_question, nth) => keyOf(nth));
    const isAnswered = async (key: string) => {
      const url = `${desk.url}/api/v1/sessions/${encodeURIComponent(key)}/events`;
      const events = await jsonOf<readonly { event: { type: string } }[]>(url).catch(() => []);
      return events.some(({ event }) => event.type === 'ReplyRequested');
    };
    const found = await Promise.all(keys.map(isAnswered));
    return keys.filter((_key, nth) => found[nth]);
  };

  const whatIf = async () => {
    const { said } = await call<{ prompts: { id: string; text: string }[] }>('what-if/options');
    const prompt = said.prompts.find(({ id }) => id === 'answer')?.text ?? '';
    const sessions = QUESTIONS.map((_question, nth) => keyOf(nth));
    return { prompts: [`${prompt}\n${CHANGED}\n`], sessions };
  };

  const reached = async (path: string, is: (run: Run) => boolean): Promise<Run> => {
    let last: Run | null = null;
    const isSo = async () => {
      last = (await call<Run>(path)).said;
      return is(last);
    };
    const { runners, audit } = desk;
    const describe = () =>
      [JSON.stringify(last), ...[audit, ...runners].map(({ said }) => said)].join('\n');
    await until(isSo, { timeoutMs: TIMEOUT, everyMs: 50, describe });
    return last as unknown as Run;
  };

  /** How often the model was asked this, with the changed prompt. */
  const askedAbout = (question: string): number =>
    desk.model.requests.filter(({ body }) => {
      const text = JSON.stringify(body);
      return text.includes(CHANGED) && text.includes(question);
    }).length;

  let id = '';

  it('counts and prices it in audit alone, and says that nobody runs it', async () => {
    const { said } = await call('what-if/estimate', await whatIf());
    expect(said).toMatchObject({
      ...{ sessions: 4, answerer: 'openai-compatible/scripted', baseline: null },
      estimate: { answers: 4, cost: expect.any(Number) },
    });
    const started = await call<Run>('what-if/runs', await whatIf());
    id = started.said.id;
    expect([started.status, (await call<Run>(`what-if/runs/${id}`)).said]).toMatchObject([
      202,
      { state: 'waiting', runners: 0 },
    ]);
  });

  it('goes on in another process behind what is done, when its runner is killed in the middle', async () => {
    const [first, second] = desk.runners;
    desk.model.use(silentAbout(QUESTIONS[2] ?? ''));
    first.start();
    await reached(`what-if/runs/${id}`, ({ done }) => done === 2);
    second.start();
    await until(() => second.isReady(), { timeoutMs: TIMEOUT, describe: () => second.said });
    await until(async () => askedAbout(QUESTIONS[2] ?? '') === 1, {
      ...{ timeoutMs: TIMEOUT, describe: () => first.said },
    });
    await first.kill('SIGKILL');
    desk.model.use(quick);
    const { report } = await reached(`what-if/runs/${id}`, ({ state }) => state === 'done');
    expect(report).toMatchObject({ sessions: 4 });
    expect(report?.changed).toHaveLength(4);
    // Drafted once each; the one under way when it died, once more.
    expect(QUESTIONS.map(askedAbout)).toEqual([1, 1, 2, 1]);
  });

  it('stops at once when it is told to, keeps what is done, and goes on when asked', async () => {
    desk.model.use(silentAbout(QUESTIONS[1] ?? ''));
    const { said } = await call<Run>('what-if/runs', await whatIf());
    const path = `what-if/runs/${said.id}`;
    await reached(path, ({ done }) => done === 1);
    expect((await call<Run>(`${path}/stop`, {})).said).toMatchObject({
      state: 'stopped',
      done: 1,
    });
    await until(async () => desk.model.requests.some(({ outcome }) => outcome === 'gone'), {
      ...{ timeoutMs: TIMEOUT, describe: () => 'the model is still being asked' },
    });
    desk.model.use(quick);
    await call(`${path}/resume`, {});
    expect(await reached(path, ({ state }) => state === 'done')).toMatchObject({ done: 4 });
  });

  it('plays an evaluation set', async () => {
    for (const nth of [0, 1])
      await call('evaluation-sets/support/cases', {
        ...{ session: keyOf(nth), expect: 'answer', id: `case-${nth}` },
        mustSay: [nth === 0 ? 'Export' : 'Import'],
      });
    const { status, said } = await call<Run>('evaluation-sets/support/runs', {});
    expect([status, said.title]).toEqual([202, 'support by openai-compatible/scripted']);
    const path = `evaluation-sets/support/runs/${said.id}`;
    const { outcome } = await reached(path, ({ state }) => state === 'done');
    expect(outcome?.figures).toMatchObject({ cases: 2, passed: 1, failed: ['case-1'] });
  });

  it('leaves customers half of the budget of the day, says so, and goes on when there is room again', async () => {
    await desk.parts.settings.put(workspaceWith(desk.model.baseUrl, 20_000));
    let failed: Run | null = null;
    const isRefused = async () => {
      const { said } = await call<Run>('what-if/runs', await whatIf());
      const ended = await reached(`what-if/runs/${said.id}`, isOver);
      if (ended.state === 'failed') failed = ended;
      return ended.state === 'failed';
    };
    await until(isRefused, { timeoutMs: TIMEOUT, describe: () => 'it goes on asking' });
    const { because, id: refused } = failed as unknown as Run;
    expect(because).toContain('may spend 50 %');
    await desk.parts.settings.put(workspaceWith(desk.model.baseUrl, null));
    const goesOn = async () => {
      await call(`what-if/runs/${refused}/resume`, {});
      return (await reached(`what-if/runs/${refused}`, isOver)).state === 'done';
    };
    await until(goesOn, { timeoutMs: TIMEOUT, describe: () => 'it does not go on' });
  });

  inBrowser('in the console', () => {
    it('shows the report', async () => {
      const browser = await openBrowser();
      const page = await browser.newPage({ viewport: { width: 390, height: 900 } });
      page.setDefaultTimeout(TIMEOUT);
      await page.goto(`${desk.url}/what-if/${id}`);
      await page.getByText('sessions decided otherwise').waitFor();
      await page.getByText('Arr, choose Export.').first().waitFor();
      await browser.close();
    });
  });
});

const isOver = ({ state }: Run): boolean => state === 'done' || state === 'failed';

const keyOf = (nth: number): string =>
  partitionKey({ workspace: WORKSPACE, vendor: 'intercom', conversation: `c${nth}` });

const wrote = (text: string, nth: number) => {
  const key = keyOf(nth);
  const now = systemClock.now();
  const delivery = `d-${nth}`;
  return encodeInput(
    {
      ...{ id: inputIdOf(key, 'CustomerWrote', 'm1'), source: '/test', subject: key, time: now },
      ...{ correlationId: delivery, causationId: delivery },
    },
    {
      type: 'CustomerWrote',
      data: {
        ...{ messageId: 'm1', text, author: { id: 'u1' }, channel: 'web', vendorAt: now },
        ...{ startedBy: 'customer', attachments: [] },
      },
    },
  );
};
