import type { Knowledge } from '@deskstream/port-knowledge';

/** Owner of articles that every workspace is answered from; no workspace can have this name. */
export const EVERYBODY = '*';

/** One folder of articles for all workspaces: whoever asks, the shared articles answer. */
export const sharedByAll = (knowledge: Knowledge): Knowledge => ({
  retrieve: ({ text, limit }) => knowledge.retrieve({ workspace: EVERYBODY, text, limit }),
  replaceAll: (_workspace, articles) => knowledge.replaceAll(EVERYBODY, articles),
});
