import type { Report } from '@deskstream/conversation-what-if';
import { PROBLEM_JSON } from '@deskstream/platform-nest';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import { customerWrote, judged, storyOf } from '../testing/story';

describe('a what-if over HTTP', () => {
  let served: ServedAudit;
  const story = storyOf('acme/intercom/c1');

  beforeAll(async () => {
    served = await serveAudit();
    await served.settings.put({ workspace: 'acme', connections: [] });
    await served.log.publish([
      story.next(customerWrote('m1', 'How do I export?')),
      story.next(judged('m1'), 5),
    ]);
    await served.settled();
  });

  afterAll(() => served.stop());

  const ask = (body: object, accept = 'application/json') =>
    fetch(`${served.url}/api/v1/what-if`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify(body),
    });

  it('reports on the latest sessions', async () => {
    const answer = await ask({ rules: { handleUnassigned: true } });
    expect(answer.status).toBe(200);
    const report = (await answer.json()) as Report;
    expect(report).toMatchObject({
      candidate: ['handleUnassigned: true'],
      sessions: 1,
      failed: [],
    });
  });

  it('tells its progress line by line, the report last', async () => {
    const sessions = [story.key, 'acme/intercom/nobody'];
    const answer = await ask({ rules: { enabled: false }, sessions }, 'application/x-ndjson');
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { done: 1, total: 2, key: story.key },
      { done: 2, total: 2, because: expect.stringContaining('no events') as string },
      { report: { sessions: 1, failed: [{ key: 'acme/intercom/nobody' }] } },
    ]);
  });

  it('names every rule that is wrong', async () => {
    const answer = await ask({ rules: { enabled: 'perhaps', sorcery: true } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain(PROBLEM_JSON);
    const problem = (await answer.json()) as { problems: { field: string }[] };
    expect(problem.problems.map(({ field }) => field)).toEqual(['rules.sorcery', 'rules.enabled']);
  });
});
