import type { CallResult, VendorCommand } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, textOf } from '../payload';
import { notExecuted } from './classify';
import type { Session } from './client';
import { conversationPath } from './commands';
import { write } from './write';

type TagCommand = Extract<VendorCommand, { kind: 'tag' }>;

/**
 * A conversation is tagged by the tag's id. A tag that is missing is made, and that is this attempt's
 * one write: the command counts as not executed, and the next attempt finds the tag. Making it twice
 * does nothing: Intercom creates or finds by name.
 */
export const addTag = async (
  session: Session,
  { conversation, tag }: TagCommand,
): Promise<CallResult> => {
  const listed = await session.get('/tags');
  if (listed.kind === 'refused') return notExecuted(listed.refusal);
  const tags = listOf(fieldsOf(listed.json)['data']).map(fieldsOf);
  const id = idOf(named(tags, tag)?.['id']);
  if (id === null) return makeTag(session, tag);
  return write(
    session,
    {
      method: 'POST',
      path: `${conversationPath(conversation)}/tags`,
      body: { id, admin_id: session.connection.aiTeammateId },
    },
    () => null,
  );
};

export const isTagged = (item: Fields, tag: string): boolean =>
  named(listOf(fieldsOf(item['tags'])['tags']).map(fieldsOf), tag) !== undefined;

/** Names of tags are case-insensitive at Intercom. */
const named = (tags: readonly Fields[], name: string): Fields | undefined =>
  tags.find((tag) => essence(textOf(tag['name'])) === essence(name));

const essence = (name: string): string => name.trim().toLowerCase();

const makeTag = async (session: Session, tag: string): Promise<CallResult> => {
  const made = await session.send({ method: 'POST', path: '/tags', body: { name: tag.trim() } });
  return made.kind === 'refused'
    ? notExecuted(made.refusal)
    : { kind: 'unreachable', because: 'INTERCOM.TAG_CREATED' };
};
