import type { Knowledge } from '@deskstream/port-knowledge';
import { EVERYBODY } from '@deskstream/port-knowledge';

interface Sharing {
  /** They answer only where the workspace's own find nothing: for articles that are nobody's, as a demo's. */
  readonly standIn?: boolean;
}

/** A workspace's own articles and those of the folder for all workspaces answer, in one ranking. */
export const sharedByAll = (
  knowledge: Knowledge,
  { standIn = false }: Sharing = {},
): Knowledge => ({
  retrieve: async (query) => {
    if (!standIn)
      return knowledge.retrieve({
        ...query,
        alongside: [...(query.alongside ?? []), EVERYBODY],
      });
    const own = await knowledge.retrieve(query);
    return own.length > 0 ? own : knowledge.retrieve({ ...query, workspace: EVERYBODY });
  },
  replaceAll: (_workspace, articles) => knowledge.replaceAll(EVERYBODY, articles),
});
