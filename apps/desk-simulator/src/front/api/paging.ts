import type { ApiAnswer } from '../../api/answers';
import type { Store } from '../company/store';
import { API_BASE } from '../config';
import { linkOf } from '../shapes/directory-shapes';
import { answer, refused } from './answers';
import type { FrontRequest } from './answers';

export interface Identified {
  readonly id: string;
}

export interface PageOptions<T> {
  readonly most: number;
  readonly usual: number;
  readonly shape: (it: T) => unknown;
}

/** One page of a list; the token names the last item, so what is added in front moves nothing. */
export const pageOf = <T extends Identified>(
  store: Store,
  request: FrontRequest,
  items: readonly T[],
  { most, usual, shape }: PageOptions<T>,
): ApiAnswer => {
  const limit = limitOf(request.query['limit'], usual);
  if (limit > most) return refused(400, `limit: must be at most ${most}`);
  const token = request.query['page_token'];
  const after = typeof token === 'string' ? Buffer.from(token, 'base64url').toString() : null;
  const at = after === null ? 0 : items.findIndex(({ id }) => id === after) + 1;
  if (after !== null && at === 0) return refused(400, 'page_token: invalid');
  const page = items.slice(at, at + limit);
  const last = page.at(-1);
  const more = last !== undefined && at + limit < items.length;
  return answer(200, {
    _pagination: { next: more ? nextOf(store, request, last.id) : null },
    _links: { self: linkOf(store, request.path) },
    _results: page.map(shape),
  });
};

export const listOf = <T>(
  store: Store,
  path: string,
  items: readonly T[],
  shape: (it: T) => unknown,
): ApiAnswer => answer(200, { _links: { self: linkOf(store, path) }, _results: items.map(shape) });

const limitOf = (given: unknown, usual: number): number => {
  const limit = typeof given === 'string' ? Number(given) : usual;
  return Number.isInteger(limit) && limit > 0 ? limit : usual;
};

/** A full address on another host than the one that was asked, as the vendor does. */
const nextOf = ({ config }: Store, { path, query }: FrontRequest, last: string): string => {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const each of typeof value === 'string' ? [value] : (value ?? []))
      if (name !== 'page_token') next.append(name, each);
  next.set('page_token', Buffer.from(last).toString('base64url'));
  return `${config.apiBase ?? API_BASE}${path}?${next.toString()}`;
};
