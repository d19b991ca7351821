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
import { ARTICLE_UNUSABLE, failedCheck, ok } from '@deskstream/port-knowledge-source';
import { articleFileOf } from './article-file';

export interface FolderOptions {
  /** Only folders below it are read; `null`: none. */
  readonly root: string | null;
}

const PAGE = 200;
const MOST_BYTES = 2_000_000;

/** Markdown and HTML below one folder. The list brings the texts; reading a file that cannot be used says why. */
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
    const files = await filesOf(folder.value);
    const file = files.includes(id) ? await fileOf(folder.value, id) : null;
    if (file?.kind === 'refused') return file;
    const found = await articlesOf(folder.value, files);
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
    const path = name.split(sep).join('/');
    const file = await fileOf(folder, name);
    if (file === null) continue;
    if (file.kind === 'ok') found.push(listedOf(path, file.value));
    else found.push({ id: path, changed: null });
  }
  return found;
};

const listedOf = (path: string, text: string): ListedArticle => ({
  ...articleFileOf(path, text),
  changed: createHash('sha256').update(text).digest('hex'),
});

type ReadFile = { readonly kind: 'ok'; readonly value: string } | Refused;

/** `null`: gone meanwhile, or a link to the outside. */
const fileOf = async (folder: string, name: string): Promise<ReadFile | null> => {
  try {
    const path = await realpath(join(folder, name));
    if (!isWithin(folder, path)) return null;
    if ((await stat(path)).size > MOST_BYTES) return unusable('it is larger than 2 MB');
    return textOf(await readFile(path));
  } catch {
    return null;
  }
};

/** Customers read it, so nothing is guessed of it. */
const textOf = (bytes: Uint8Array): ReadFile => {
  try {
    const value = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return value.includes('\0') ? unusable('it is no text') : { kind: 'ok', value };
  } catch {
    return unusable('it is not written in UTF-8; save it so');
  }
};

const unusable = (detail: string): Refused => refused(ARTICLE_UNUSABLE, detail);
