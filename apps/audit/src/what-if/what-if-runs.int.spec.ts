import type { Report } from '@deskstream/conversation-what-if';
import { systemClock } from '@deskstream/kernel';
import type { Trial } from '@deskstream/platform-trials';
import { fixedAnswering } from '../testing/fixed-answering';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import { customerWrote, judged, storyOf } from '../testing/story';

describe('what-ifs that run on the server', () => {
  let served: ServedAudit;
  const fixed = fixedAnswering('Choose Export.');
  const stories = ['c1', 'c2'].map((name) => storyOf(`acme/intercom/${name}`));

  beforeAll(async () => {
    served = await serveAudit({ answering: fixed.answering });
    await served.settings.put({ workspace: 'acme', connections: [] });
    for (const story of stories)
      await served.log.publish([
        story.next(customerWrote('m1', 'How do I export?')),
        story.next(judged('m1'), 5),
      ]);
    await served.settled();
  });

  afterAll(() => served.stop());

  const call = async <T>(path: string, body?: object): Promise<{ status: number; said: T }> => {
    const answer = await fetch(`${served.url}/api/v1/what-if/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, said: (await answer.json()) as T };
  };

  const done = async (id: string) => {
    for (;;) {
      const { said } = await call<Trial & { report: Report }>(`runs/${id}`);
      if (said.state !== 'waiting' && said.state !== 'running') return said;
      await systemClock.sleep(10);
    }
  };

  it('says first how many sessions there are, and that rules cost nothing', async () => {
    const { said } = await call('estimate', { rules: { enabled: false } });
    expect(said).toEqual({ sessions: 2, answerer: null, baseline: null, estimate: null });
  });

  it('says first what a model may cost, and asks nobody for it', async () => {
    const { said } = await call('estimate', { model: 'paid', sessions: [stories[0]!.key] });
    expect(said).toMatchObject({
      ...{ sessions: 1, answerer: 'fixed for paid', baseline: 'fixed for workspace' },
      estimate: { answers: 0, cost: 0 },
    });
    expect(fixed.opened()).toBe(0);
  });

  it('runs by itself, and keeps its report for the page and as files', async () => {
    const { status, said } = await call<Trial>('runs', { rules: { enabled: false } });
    expect([status, said.state, said.total]).toEqual([202, 'waiting', 2]);
    const { report, state } = await done(said.id);
    expect([state, report.sessions, report.candidate]).toEqual(['done', 2, ['enabled: false']]);
    const html = await fetch(`${served.url}/api/v1/what-if/runs/${said.id}/report?format=html`);
    expect(html.headers.get('content-disposition')).toContain('attachment');
    expect(await html.text()).toContain('<h1>enabled: false</h1>');
    const { said: listed } = await call<readonly Trial[]>('runs');
    expect(listed.map(({ id }) => id)).toContain(said.id);
  });

  it('hands prompt and time of the articles to who answers, and asks the baseline as then', async () => {
    fixed.choices.length = 0;
    const asked = { knowledge: '2026-11-21T16:00:00Z', prompts: ['answer/1'], q: 'export' };
    const { said } = await call<Trial>('runs', asked);
    const { report } = await done(said.id);
    expect(report).toMatchObject({
      candidate: ['prompt: answer/1', 'articles: as they were at 2026-11-21T16:00:00.000Z'],
      ...{ answerer: 'fixed for workspace', baseline: 'fixed for workspace' },
    });
    expect(fixed.choices.slice(-2)).toMatchObject([
      { prompts: ['answer/1'], knowledge: Date.UTC(2026, 10, 21, 16) },
      { prompts: [], knowledge: 'recorded' },
    ]);
    expect(fixed.stillOpen()).toBe(0);
  });

  it('tells what can be different here', async () => {
    const { said } = await call<{ runners: number; prompts: { id: string; text: string }[] }>(
      'options',
    );
    expect(said.runners).toBe(1);
    expect(said.prompts.map(({ id }) => id)).toEqual(['answer', 'judge', 'suggest']);
    expect(said.prompts[0]!.text).toContain('{nonce}');
  });

  it.each([
    ['nothing is different', {}, 400, 'WHAT_IF.NOTHING'],
    ['a rule is unknown', { rules: { sorcery: true } }, 400, 'WHAT_IF.RULES'],
    ['no session fits', { rules: { enabled: false }, q: 'zebra' }, 404, 'WHAT_IF.NO_SESSIONS'],
  ])('refuses where %s', async (_what, body, status, code) => {
    const answer = await call<{ code: string }>('runs', body);
    expect([answer.status, answer.said.code]).toEqual([status, code]);
  });

  it('knows no other what-if', async () => {
    expect((await call<{ code: string }>('runs/none')).said.code).toBe('WHAT_IF.UNKNOWN_RUN');
  });
});
