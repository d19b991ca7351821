import { fieldsOf, textOf } from '@deskstream/platform-payload';

/**
 * Query of the next page. `pages.next` is an object with `starting_after`, or, as some versions of the
 * API have it, a full address, of which only the page is taken.
 */
export const nextPage = (list: unknown): string | null => {
  const { next } = fieldsOf(fieldsOf(list)['pages']);
  const after = textOf(fieldsOf(next)['starting_after']);
  if (after !== '') return `&starting_after=${encodeURIComponent(after)}`;
  const page = URL.canParse(textOf(next)) ? new URL(textOf(next)).searchParams.get('page') : null;
  return page === null ? null : `&page=${encodeURIComponent(page)}`;
};
