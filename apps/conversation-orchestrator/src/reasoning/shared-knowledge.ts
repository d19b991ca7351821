import type { Knowledge } from '@deskstream/port-knowledge';

/** Owner of articles that every workspace is answered from; no workspace can have this name. */
export const EVERYBODY = '*';

/** A workspace's own articles answer; where it has none that fit, those of the folder for all workspaces. */
export const sharedByAll = (knowledge: Knowledge): Knowledge => ({
  retrieve: async (query) => {
    const own = await knowledge.retrieve(query);
    return own.length > 0 ? own : knowledge.retrieve({ ...query, workspace: EVERYBODY });
  },
  replaceAll: (_workspace, articles) => knowledge.replaceAll(EVERYBODY, articles),
});
