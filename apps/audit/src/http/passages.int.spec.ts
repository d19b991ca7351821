import { createMemoryKnowledge } from '@deskstream/adapter-knowledge-memory';
import { EVERYBODY } from '@deskstream/port-knowledge';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import { customerWrote, storyOf } from '../testing/story';

const article = (articleId: string, version: string, markdown: string) => ({
  ...{ articleId, version, markdown, title: 'Refunds' },
});
const cited = (articleId: string, fields: object = {}) => ({
  ...{ articleId, articleVersion: '1', ordinal: 0, title: 'Refunds', heading: '', score: 0.5 },
  ...fields,
});

describe('the passages of a session over HTTP', () => {
  let served: ServedAudit;
  const knowledge = createMemoryKnowledge();
  const story = storyOf('acme/intercom/c1');

  beforeAll(async () => {
    served = await serveAudit({
      passages: knowledge,
    });
    const detail = {
      query: 'refund',
      passages: [
        cited('stays'),
        cited('edited'),
        cited('goes'),
        cited('shared'),
        cited('old', { ordinal: undefined }),
        cited('elsewhere'),
      ],
    };
    await served.log.publish([
      story.next(customerWrote('m1', 'How long does a refund take?')),
      story.next({
        type: 'ReasoningStepRecorded',
        data: { runId: 'r1', step: 2, kind: 'retrieval', tookMs: 3, detail },
      }),
    ]);
    await served.settled();
  });

  afterAll(() => served.stop());

  const passages = async (key: string, query = '') =>
    fetch(`${served.url}/api/v1/sessions/${encodeURIComponent(key)}/passages${query}`);

  it('Given an answer, When its article is edited or goes, Then the session still shows what was read, and says so (S086)', async () => {
    const then = ['stays', 'edited', 'goes', 'old'].map((id) => article(id, '1', `${id}: 3 days`));
    await knowledge.replaceAll('acme', then);
    await knowledge.replaceAll('acme', [
      article('stays', '1', 'stays: 3 days'),
      article('edited', '2', 'edited: 9 days'),
    ]);
    await knowledge.replaceAll(EVERYBODY, [article('shared', '1', 'shared: 3 days')]);
    const answer = await passages(story.key);
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      [
        {
          runId: 'r1',
          seq: 2,
          passages: [
            { articleId: 'stays', text: 'stays: 3 days', article: 'current' },
            { articleId: 'edited', text: 'edited: 3 days', article: 'changed' },
            { articleId: 'goes', text: 'goes: 3 days', article: 'removed' },
            { articleId: 'shared', text: 'shared: 3 days', article: 'current' },
            { articleId: 'old', ordinal: null, text: null, article: null },
            { articleId: 'elsewhere', text: null, article: null },
          ],
        },
      ],
    ]);
  });

  it('can be asked for of one event, so that a long session is not read for it', async () => {
    const of = async (seq: number): Promise<unknown> =>
      (await passages(story.key, `?seq=${seq}`)).json();
    expect(await of(2)).toMatchObject([{ runId: 'r1', seq: 2 }]);
    expect(await of(1)).toEqual([]);
    expect(await of(3)).toEqual([]);
  });

  it('is not found for a session that is not there', async () => {
    expect((await passages('acme/intercom/none')).status).toBe(404);
  });
});
