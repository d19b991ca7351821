import type { RateBudget } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, listOf, textOf } from '../payload';
import type { Refusal } from './classify';
import type { Session } from './client';

export interface Listing {
  readonly path: string;
  /** Without the page token. */
  readonly query: string;
  readonly maxPages: number;
  /** Lists come newest first: true ends the reading after this page. */
  readonly isEnough?: (page: readonly Fields[]) => boolean;
}

export type Listed =
  | {
      readonly kind: 'items';
      readonly items: readonly Fields[];
      /** The vendor has more pages than were read. */
      readonly truncated: boolean;
      readonly budget?: RateBudget;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Page after page. `_pagination.next` is a full address, of the company's own host: only its token is
 * taken (vendors/front.md §5).
 */
export const listAll = async (session: Session, listing: Listing): Promise<Listed> => {
  const items: Fields[] = [];
  let token: string | null = null;
  let budget: RateBudget | undefined;
  for (let page = 0; page < listing.maxPages; page += 1) {
    const fetched = await session.get(pathOf(listing, token));
    if (fetched.kind === 'refused') return { kind: 'refused', refusal: fetched.refusal };
    const found = listOf(fieldsOf(fetched.json)['_results']).map(fieldsOf);
    items.push(...found);
    budget = fetched.budget ?? budget;
    token = nextToken(fetched.json, token);
    if (token === null || listing.isEnough?.(found) === true) return listed(items, false, budget);
  }
  return listed(items, true, budget);
};

const listed = (
  items: readonly Fields[],
  truncated: boolean,
  budget: RateBudget | undefined,
): Listed => ({ kind: 'items', items, truncated, ...(budget === undefined ? {} : { budget }) });

const pathOf = ({ path, query }: Listing, token: string | null): string => {
  const parts = [query, token === null ? '' : `page_token=${encodeURIComponent(token)}`];
  const search = parts.filter((part) => part !== '').join('&');
  return search === '' ? path : `${path}?${search}`;
};

/** The same token again would never end. */
const nextToken = (json: unknown, last: string | null): string | null => {
  const next = textOf(fieldsOf(fieldsOf(json)['_pagination'])['next']);
  const token = next.includes('?')
    ? new URLSearchParams(next.slice(next.indexOf('?'))).get('page_token')
    : next;
  return token === null || token === '' || token === last ? null : token;
};
