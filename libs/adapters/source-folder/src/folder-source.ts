import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { messageOf } from '@deskstream/kernel';
import type {
  KnowledgeSource,
  ListedArticle,
  ListedPage,
  SourceAnswer,
  SourceConfig,
  SourceRefusal,
} from '@deskstream/port-knowledge-source';
import { failedCheck, ok } from '@deskstream/port-knowledge-source';
import { articleFileOf } from './article-file';

export interface FolderOptions {
  /** Only folders below it are read; `null`: none. */
  readonly root: string | null;
}

const PAGE = 200;
const MOST_BYTES = 2_000_000;

/** Markdown and HTML below one folder. The list brings the texts; a file that is too large is passed over. */
export const createFolderSource = ({ root }: FolderOptions): KnowledgeSource => ({
  kind: 'folder',
  verify: async (config) => {
    const folder = await folderOf(root, config);
    return {
      available: [],
      checks:
        folder.kind === 'ok'
          ? [ok('read access', 'may be read', folder.value)]
          : [failedCheck('read access', folder)],
    };
  },
  list: async (config, cursor) => {
    const folder = await folderOf(root, config);
    return folder.kind === 'ok' ? listed(folder.value, Number(cursor ?? 0)) : folder;
  },
  read: async (config, id) => {
    const folder = await folderOf(root, config);
    if (folder.kind !== 'ok') return folder;
    const found = await articlesOf(folder.value, await filesOf(folder.value));
    return { kind: 'ok', value: found.find((each) => each.id === id)?.article ?? null };
  },
  close: () => Promise.resolve(),
});

type Refused = Extract<SourceRefusal, { kind: 'refused' }>;

const folderOf = async (
  root: string | null,
  { source }: SourceConfig,
): Promise<{ readonly kind: 'ok'; readonly value: string } | Refused> => {
  if (root === null)
    return refused('SOURCE.FOLDERS_OFF', 'KNOWLEDGE_ROOT of knowledge-sync is not set');
  try {
    const above = await realpath(root);
    const folder = await realpath(resolve(above, source.location ?? '.'));
    if (!isWithin(above, folder))
      return refused('SOURCE.OUTSIDE', 'the folder is not below KNOWLEDGE_ROOT');
    return (await stat(folder)).isDirectory()
      ? { kind: 'ok', value: folder }
      : refused('SOURCE.NOT_FOUND', 'it is no folder');
  } catch (error) {
    return refused('SOURCE.NOT_FOUND', messageOf(error).split(',')[0] ?? 'no such folder');
  }
};

const isWithin = (above: string, path: string): boolean =>
  path === above || path.startsWith(above.endsWith(sep) ? above : above + sep);

const refused = (code: string, detail: string): Refused => ({ kind: 'refused', code, detail });

const listed = async (folder: string, from: number): Promise<SourceAnswer<ListedPage>> => {
  const files = await filesOf(folder);
  const articles = await articlesOf(folder, files.slice(from, from + PAGE));
  const next = from + PAGE < files.length ? String(from + PAGE) : null;
  return { kind: 'ok', value: { articles, next } };
};

const filesOf = async (folder: string): Promise<readonly string[]> => {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /\.(md|markdown|html?)$/i.test(name)).sort();
};

const articlesOf = async (
  folder: string,
  names: readonly string[],
): Promise<readonly ListedArticle[]> => {
  const found: ListedArticle[] = [];
  for (const name of names) {
    const text = await textOf(folder, name);
    if (text === null) continue;
    const { id, article } = articleFileOf(name.split(sep).join('/'), text);
    found.push({ id, article, changed: createHash('sha256').update(text).digest('hex') });
  }
  return found;
};

/** `null`: gone meanwhile, too large, or a link to the outside. */
const textOf = async (folder: string, name: string): Promise<string | null> => {
  try {
    const path = await realpath(join(folder, name));
    if (!isWithin(folder, path) || (await stat(path)).size > MOST_BYTES) return null;
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
};
