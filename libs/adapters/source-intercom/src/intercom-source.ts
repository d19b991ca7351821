import { helpCenterSource } from '@deskstream/platform-knowledge';
import type { Ask, HelpCenterOptions } from '@deskstream/platform-knowledge';
import { fieldsOf, idOf, listOf, textOf } from '@deskstream/platform-payload';
import type {
  HelpCenter,
  KnowledgeSource,
  ListedPage,
  SourceAnswer,
  SourceArticle,
} from '@deskstream/port-knowledge-source';
import { selectedOf } from '@deskstream/port-knowledge-source';
import { articleOf, isPublished, listedOf } from './articles';
import { collectionsOf } from './collections';
import { nextPage } from './next-page';

/** Intercom's articles (vendors/intercom.md §5): the list brings their texts, so nothing else is read. */
export const createIntercomSource = (options: HelpCenterOptions = {}): KnowledgeSource =>
  helpCenterSource({ kind: 'intercom', centersOf, list, read }, options);

const centersOf = async (ask: Ask): Promise<SourceAnswer<readonly HelpCenter[]>> => {
  const answer = await ask('/help_center/help_centers');
  if (answer.kind !== 'ok') return answer;
  const value = listOf(fieldsOf(answer.value)['data'])
    .map(fieldsOf)
    .map((center) => {
      const id = idOf(center['id']) ?? '';
      return { id, name: textOf(center['display_name']) || textOf(center['identifier']) || id };
    });
  return { ...answer, value };
};

const list = async (
  ask: Ask,
  select: readonly string[],
  cursor: string | null,
): Promise<SourceAnswer<ListedPage>> => {
  const wanted = await wantedCollections(ask, select);
  if (wanted.kind !== 'ok') return wanted;
  const page = await ask(`/articles?per_page=100${cursor ?? ''}`);
  if (page.kind !== 'ok') return page;
  const articles = listOf(fieldsOf(page.value)['data'])
    .map(fieldsOf)
    .filter((article) => isPublished(article) && isWanted(article['parent_ids'], wanted.value))
    .map(listedOf);
  return { ...page, value: { articles, next: nextPage(page.value) } };
};

/** `null`: whatever its collection, an article is wanted. */
type Wanted = ReadonlySet<string> | null;

const isWanted = (parents: unknown, wanted: Wanted): boolean =>
  wanted === null || listOf(parents).some((parent) => wanted.has(idOf(parent) ?? ''));

const wantedCollections = async (
  ask: Ask,
  select: readonly string[],
): Promise<SourceAnswer<Wanted>> => {
  if (select.includes('*')) return { kind: 'ok', value: null };
  const centers = await centersOf(ask);
  if (centers.kind !== 'ok') return centers;
  const selected = selectedOf(centers.value, select);
  return selected.length === centers.value.length && selected.length > 0
    ? { ...centers, value: null }
    : collectionsOf(ask, new Set(selected.map(({ id }) => id)));
};

const read = async (ask: Ask, id: string): Promise<SourceAnswer<SourceArticle | null>> => {
  const answer = await ask(`/articles/${encodeURIComponent(id)}`);
  if (answer.kind === 'refused' && answer.code === 'SOURCE.NOT_FOUND')
    return { kind: 'ok', value: null };
  if (answer.kind !== 'ok') return answer;
  const article = fieldsOf(answer.value);
  return { ...answer, value: isPublished(article) ? articleOf(article) : null };
};
