import type { SyncDeps } from './sync';
import type { SourceName } from '@deskstream/port-knowledge';

const AT_A_TIME = 500;

/**
 * The log learns what the AI can know from now on. Told before it is forgotten: after a crash between
 * the two the same changes are told again, which changes nothing.
 */
export const tellChanges = async ({
  deps: { articles, history, clock },
  name,
}: {
  readonly deps: Pick<SyncDeps, 'articles' | 'history' | 'clock'>;
  readonly name: SourceName;
}): Promise<void> => {
  for (;;) {
    const changes = await articles.untold(name, AT_A_TIME);
    const [first] = changes;
    const last = changes.at(-1);
    if (first === undefined || last === undefined) return;
    await history.tell({
      ...name,
      at: clock.now(),
      type: 'KnowledgeArticlesChanged',
      data: {
        runId: first.runId,
        articles: changes.map(({ articleId, version, change }) => ({ articleId, version, change })),
      },
    });
    await articles.told(name, last.position);
  }
};
