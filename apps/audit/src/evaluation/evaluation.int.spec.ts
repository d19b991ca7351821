import type { EvaluationSet } from '@deskstream/conversation-what-if';
import { systemClock } from '@deskstream/kernel';
import type { Figures, PlayedCase, Trial } from '@deskstream/platform-trials';
import { fixedAnswering } from '../testing/fixed-answering';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import { customerWrote, judged, storyOf } from '../testing/story';

describe('evaluation sets over HTTP', () => {
  let served: ServedAudit;
  const story = storyOf('acme/intercom/c1');
  const session = story.key;

  beforeAll(async () => {
    const { answering } = fixedAnswering('Choose Export.');
    served = await serveAudit({ answering });
    await served.settings.put({
      ...{ workspace: 'acme', connections: [] },
      rules: { handleUnassigned: true },
    });
    await served.log.publish([
      story.next(customerWrote('m1', 'How do I export?')),
      story.next(judged('m1'), 5),
    ]);
    await served.settled();
  });

  afterAll(() => served.stop());

  const call = async <T>(method: string, path: string, body?: object) => {
    const answer = await fetch(`${served.url}/api/v1/evaluation-sets${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: answer.status, said: (await answer.json()) as T };
  };

  const played = async (set: string) => {
    const { said: started } = await call<Trial>('POST', `/${set}/runs`, {});
    for (;;) {
      const { said } = await call<
        Trial & { outcome: { figures: Figures; results: PlayedCase[] } | null }
      >('GET', `/${set}/runs/${started.id}`);
      if (said.outcome !== null) return said.outcome;
      if (said.state === 'failed') throw new Error(said.because ?? '');
      await systemClock.sleep(10);
    }
  };

  it('makes a case of a session, and gives the set as its file', async () => {
    const wish = { session, expect: 'answer', id: 'export', mustSay: ['export'] };
    const { status, said } = await call('POST', '/support/cases', wish);
    expect([status, said]).toEqual([
      201,
      { set: 'support', id: 'export', outcome: 'added', inputs: 1 },
    ]);
    const set = await call<EvaluationSet>('GET', '/support');
    expect(set.said).toMatchObject({
      ...{ version: 1, name: 'support' },
      cases: [{ id: 'export', session, expect: 'answer', mustSay: ['export'] }],
    });
    expect((await call('GET', '')).said).toMatchObject([{ name: 'support', cases: 1 }]);
  });

  it('plays a set, and keeps its figures over time', async () => {
    expect((await played('support')).figures).toMatchObject({ cases: 1, passed: 1, failed: [] });
    const wish = { session, expect: 'answer', id: 'sorry', mustNotSay: ['choose'] };
    await call('POST', '/support/cases', wish);
    const { figures, results } = await played('support');
    expect(figures).toMatchObject({ cases: 2, passed: 1, failed: ['sorry'] });
    expect(results.map(({ id, failures }) => [id, failures.length])).toEqual([
      ['export', 0],
      ['sorry', 1],
    ]);
    const { said } = await call<{ figures: { figures: Figures }[] }>('GET', '/support/runs');
    expect(said.figures.map((each) => each.figures.passed)).toEqual([1, 1]);
  });

  it('takes a set from its file, and a case out of it', async () => {
    const { said: set } = await call<EvaluationSet>('GET', '/support');
    await call('PUT', '/copy', set);
    expect((await call('DELETE', '/copy/cases/sorry')).said).toEqual({ removed: true });
    const { said } = await call<EvaluationSet>('GET', '/copy');
    expect([said.name, said.cases.map(({ id }) => id)]).toEqual(['copy', ['export']]);
  });

  it('tells what a set becomes by a file, and makes it so for a reason', async () => {
    const { said: set } = await call<EvaluationSet>('GET', '/support');
    const [first, ...others] = set.cases;
    const cases = [{ ...first, note: 'New' }, ...others.slice(1), { ...first, id: 'more' }];
    const text = JSON.stringify({ ...set, name: 'another', cases });
    const effect = { added: ['more'], changed: ['export'], removed: ['sorry'], replaces: true };
    const foreseen = await call('POST', '/support/file', { text });
    expect(foreseen.said).toEqual({ set: 'support', dryRun: true, cases: 2, ...effect });
    expect((await call('GET', '/support')).said).toEqual(set);
    const asked = { text, dryRun: false };
    expect((await call('POST', '/support/file', asked)).said).toMatchObject({
      code: 'ACT.NO_REASON',
    });
    const done = await call('POST', '/support/file', { ...asked, reason: 'Reviewed' });
    expect(done.said).toMatchObject({ dryRun: false, ...effect });
    expect((await call<EvaluationSet>('GET', '/support')).said).toEqual({ ...set, cases });
    expect((await call('POST', '/support/file', { text })).said).toMatchObject({
      ...{ added: [], changed: [], removed: [] },
    });
  });

  it('tells the line of what is wrong in a file', async () => {
    const { status, said } = await call('POST', '/fresh/file', { text: 'version: 1\nname: x\n' });
    expect([status, said]).toMatchObject([
      400,
      {
        code: 'EVALUATION.INVALID_SET',
        problems: [{ line: 1, field: 'cases', expected: 'a value', found: 'nothing' }],
      },
    ]);
  });

  it.each([
    ['POST /s/cases', { session: 'acme/intercom/no', expect: 'quiet' }, 404, 'CASE.NO_SESSION'],
    ['PUT /s', { version: 2 }, 400, 'EVALUATION.INVALID_SET'],
    ['GET /none', undefined, 404, 'EVALUATION.UNKNOWN_SET'],
    ['GET /support/runs/none', undefined, 404, 'EVALUATION.UNKNOWN_RUN'],
  ])('refuses %s', async (asked, body, status, code) => {
    const [method = '', path = ''] = asked.split(' ');
    const answer = await call<{ code: string }>(method, path, body);
    expect([answer.status, answer.said.code]).toEqual([status, code]);
  });
});
