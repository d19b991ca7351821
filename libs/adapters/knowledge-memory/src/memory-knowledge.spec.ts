import { systemClock } from '@deskstream/kernel';
import { articleStoreContract, knowledgeContract } from '@deskstream/port-knowledge/contract';
import { createMemoryArticles } from './memory-articles';
import { createMemoryKnowledge } from './memory-knowledge';
import { createMemoryKnowledgeState } from './state';

const open = () => {
  const state = createMemoryKnowledgeState();
  return Promise.resolve({
    knowledge: () => Promise.resolve(createMemoryKnowledge({ state })),
    articles: () => Promise.resolve(createMemoryArticles({ state, clock: systemClock })),
    close: () => Promise.resolve(),
  });
};

knowledgeContract('memory', open);
articleStoreContract('memory', open);

describe('knowledge in memory', () => {
  it('may be held up, or fail, before and after every call', async () => {
    const points: string[] = [];
    const at = (point: string) => {
      points.push(point);
      return point.startsWith('articles') ? Promise.reject(new Error('down')) : Promise.resolve();
    };
    const state = createMemoryKnowledgeState();
    await createMemoryKnowledge({ state, at }).retrieve({ workspace: 'a', text: 'b', limit: 1 });
    const store = createMemoryArticles({ state, at, clock: systemClock });
    await expect(store.sources()).rejects.toThrow('down');
    expect(points).toEqual(['knowledge.retrieve', 'knowledge.retrieve.done', 'articles.sources']);
  });
});
