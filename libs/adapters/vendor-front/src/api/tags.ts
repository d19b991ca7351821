import type { CallResult, VendorCommand } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { idOf, textOf } from '../payload';
import { notExecuted } from './classify';
import type { Session } from './client';
import { FULL_PAGE, conversationPath } from './paths';
import { listAll } from './pages';
import { write } from './write';

type TagCommand = Extract<VendorCommand, { kind: 'tag' }>;

/** Front's own limit (CreateTag). */
const MAX_NAME = 64;
const MAX_PAGES = 10;

/**
 * Adds, never replaces: PATCH of `tag_ids` would drop the others. A tag that is missing is made, and that
 * is this attempt's one write: the command counts as not executed, and the next attempt finds the tag.
 */
export const addTag = async (
  session: Session,
  { conversation, tag }: TagCommand,
): Promise<CallResult> => {
  const name = tag.slice(0, MAX_NAME);
  const listed = await listAll(session, { path: '/tags', query: FULL_PAGE, maxPages: MAX_PAGES });
  if (listed.kind === 'refused') return notExecuted(listed.refusal);
  const id = tagIdOf(listed.items, name);
  return id === null
    ? makeTag(session, name)
    : write(session, {
        method: 'POST',
        path: conversationPath(conversation, '/tags'),
        body: { tag_ids: [id] },
      });
};

const tagIdOf = (tags: readonly Fields[], name: string): string | null => {
  const named = tags.filter((tag) => sameName(textOf(tag['name']), name));
  const exact = named.find((tag) => tag['name'] === name) ?? named[0];
  return idOf(exact?.['id']);
};

export const sameName = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

const makeTag = async (session: Session, name: string): Promise<CallResult> => {
  const made = await session.send({ method: 'POST', path: '/tags', body: { name } });
  return made.kind === 'refused'
    ? notExecuted(made.refusal)
    : { kind: 'unreachable', because: 'FRONT.TAG_CREATED' };
};
