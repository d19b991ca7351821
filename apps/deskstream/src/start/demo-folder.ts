import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The demo's articles, wherever in the bundle this code ended up. */
export const demoKnowledgeFolder = (): string => {
  let folder = import.meta.dirname;
  for (;;) {
    const articles = join(folder, 'apps/deskstream/demo/knowledge');
    if (existsSync(articles)) return articles;
    if (dirname(folder) === folder) throw new Error('apps/deskstream/demo/knowledge is missing');
    folder = dirname(folder);
  }
};
