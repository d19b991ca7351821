import { createMemoryKnowledge } from '@deskstream/adapter-knowledge-memory';
import { EVERYBODY } from '@deskstream/port-knowledge';
import { sharedByAll } from './shared-knowledge';

const article = (articleId: string, markdown: string) => ({
  ...{ articleId, markdown, version: '1', title: articleId },
});
const text = 'How long does a refund take?';

const filled = async () => {
  const knowledge = createMemoryKnowledge();
  await knowledge.replaceAll('acme', [article('own', 'A refund is possible.')]);
  await knowledge.replaceAll(EVERYBODY, [article('shared', 'A refund: how long it will take.')]);
  return knowledge;
};

const found = async (workspace: string, sharing = {}) =>
  (await sharedByAll(await filled(), sharing).retrieve({ workspace, text, limit: 9 })).map(
    ({ articleId }) => articleId,
  );

describe('articles for every workspace', () => {
  it('answer beside those of a workspace, the best of all first', async () => {
    expect(await found('acme')).toEqual(['shared', 'own']);
    expect(await found('other')).toEqual(['shared']);
  });

  it('that only stand in answer where a workspace has none that fit', async () => {
    expect(await found('acme', { standIn: true })).toEqual(['own']);
    expect(await found('other', { standIn: true })).toEqual(['shared']);
  });
});
