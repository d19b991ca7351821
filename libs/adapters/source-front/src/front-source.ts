import { helpCenterSource } from '@deskstream/platform-knowledge';
import type { Ask, HelpCenterOptions } from '@deskstream/platform-knowledge';
import { fieldsOf, listOf, textOf } from '@deskstream/platform-payload';
import { htmlMarkdown } from '@deskstream/platform-text';
import type {
  HelpCenter,
  KnowledgeSource,
  ListedPage,
  SourceAnswer,
  SourceArticle,
} from '@deskstream/port-knowledge-source';
import { selectedOf } from '@deskstream/port-knowledge-source';

/**
 * Front's knowledge bases (vendors/front.md §5): a page of a hundred costs one call, an article that
 * changed one more. Articles in their default language.
 */
export const createFrontSource = (options: HelpCenterOptions = {}): KnowledgeSource =>
  helpCenterSource({ kind: 'front', centersOf, list, read }, options);

const centersOf = async (ask: Ask): Promise<SourceAnswer<readonly HelpCenter[]>> => {
  const answer = await ask('/knowledge_bases');
  if (answer.kind !== 'ok') return answer;
  const value = listOf(fieldsOf(answer.value)['_results'])
    .map(fieldsOf)
    .map((base) => ({
      id: textOf(base['id']),
      name: textOf(base['name']) || textOf(base['id']),
      internal: base['type'] === 'internal',
    }));
  return { ...answer, value };
};

/** What is still to be listed: the rest of the knowledge bases, and where in the first of them. */
interface Cursor {
  readonly bases: readonly string[];
  readonly token: string | null;
}

const list = async (
  ask: Ask,
  select: readonly string[],
  text: string | null,
): Promise<SourceAnswer<ListedPage>> => {
  const begun = text === null ? await firstCursor(ask, select) : cursorOf(text);
  if (begun.kind !== 'ok') return begun;
  const { bases, token } = begun.value;
  const [base, ...rest] = bases;
  if (base === undefined) return { ...begun, value: { articles: [], next: null } };
  const query = token === null ? '' : `&page_token=${encodeURIComponent(token)}`;
  const page = await ask(`/knowledge_bases/${encodeURIComponent(base)}/articles?limit=100${query}`);
  if (page.kind !== 'ok') return page;
  const next = nextToken(page.value);
  const left: Cursor = next === null ? { bases: rest, token: null } : { bases, token: next };
  return {
    ...page,
    value: {
      articles: listOf(fieldsOf(page.value)['_results'])
        .map(fieldsOf)
        .map(({ id, updated_at: at }) => ({
          id: textOf(id),
          changed: typeof at === 'number' ? String(at) : null,
        })),
      next: left.bases.length === 0 ? null : JSON.stringify(left),
    },
  };
};

const firstCursor = async (ask: Ask, select: readonly string[]): Promise<SourceAnswer<Cursor>> => {
  const centers = await centersOf(ask);
  if (centers.kind !== 'ok') return centers;
  const bases = selectedOf(centers.value, select).map(({ id }) => id);
  return { ...centers, value: { bases, token: null } };
};

const cursorOf = (text: string): SourceAnswer<Cursor> => ({
  kind: 'ok',
  value: JSON.parse(text) as Cursor,
});

/** A full address of another host: only its token is taken. */
const nextToken = (page: unknown): string | null => {
  const next = textOf(fieldsOf(fieldsOf(page)['_pagination'])['next']);
  return URL.canParse(next) ? new URL(next).searchParams.get('page_token') : null;
};

const read = async (ask: Ask, id: string): Promise<SourceAnswer<SourceArticle | null>> => {
  const answer = await ask(`/knowledge_base_articles/${encodeURIComponent(id)}/content`);
  if (answer.kind === 'refused' && answer.code === 'SOURCE.NOT_FOUND')
    return { kind: 'ok', value: null };
  if (answer.kind !== 'ok') return answer;
  const article = fieldsOf(answer.value);
  const at = article['updated_at'];
  const value =
    article['status'] === 'published'
      ? {
          title: textOf(article['name']) || id,
          markdown: htmlMarkdown(textOf(article['content'])),
          language: textOf(article['locale']),
          ...(typeof at === 'number' ? { updatedAt: Math.round(at * 1000) } : {}),
        }
      : null;
  return { ...answer, value };
};
