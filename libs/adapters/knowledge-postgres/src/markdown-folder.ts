import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Article } from '@deskstream/port-knowledge';

/** Every `.md` below a folder, in the order of their names. Front matter `id` and `title` win over file name and first heading. */
export async function* readMarkdownFolder(folder: string): AsyncIterable<Article> {
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((each) => each.endsWith('.md')).sort())
    yield articleOf(basename(name, '.md'), await readFile(join(folder, name), 'utf8'));
}

export const articleOf = (name: string, source: string): Article => {
  const { front, body } = splitFrontMatter(source);
  const title = front.get('title') ?? /^#\s+(.+)$/m.exec(body)?.[1] ?? name;
  return {
    articleId: front.get('id') ?? name,
    version: createHash('sha256').update(source).digest('hex').slice(0, 16),
    title: title.trim(),
    markdown: body,
  };
};

const splitFrontMatter = (source: string): { front: Map<string, string>; body: string } => {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?/.exec(source);
  if (!match) return { front: new Map(), body: source };
  const lines = (match[1] ?? '').split(/\r?\n/).map((line) => /^(\w+):\s*(.*)$/.exec(line));
  const front = new Map<string, string>();
  for (const line of lines)
    if (line?.[1] !== undefined) front.set(line[1], (line[2] ?? '').replace(/^["']|["']$/g, ''));
  return { front, body: source.slice(match[0].length) };
};
