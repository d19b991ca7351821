import { fieldsOf, idOf, listOf } from '@deskstream/platform-payload';
import type { SourceAnswer } from '@deskstream/port-knowledge-source';
import type { Ask } from '@deskstream/platform-knowledge';
import { nextPage } from './next-page';

const MOST_PAGES = 20;

/** Ids of the collections of some help centers; a collection inside another has its help center's id, too. */
export const collectionsOf = async (
  ask: Ask,
  centers: ReadonlySet<string>,
): Promise<SourceAnswer<ReadonlySet<string>>> => {
  const wanted = new Set<string>();
  let query: string | null = '';
  for (let page = 0; page < MOST_PAGES && query !== null; page += 1) {
    const answer: SourceAnswer<unknown> = await ask(
      `/help_center/collections?per_page=100${query}`,
    );
    if (answer.kind !== 'ok') return answer;
    for (const collection of listOf(fieldsOf(answer.value)['data']).map(fieldsOf))
      if (centers.has(idOf(collection['help_center_id']) ?? ''))
        wanted.add(idOf(collection['id']) ?? '');
    query = nextPage(answer.value);
  }
  return { kind: 'ok', value: wanted };
};
