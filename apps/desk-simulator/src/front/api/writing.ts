import type { ApiAnswer } from '../../api/answers';
import { fieldsOf, listOf, textOf } from '../../api/fields';
import type { Store } from '../company/store';
import { API_TOKEN_ID } from '../company/directory';
import type { Conversation, CustomFields, Source, Tag } from '../model';
import { commentShape, messageShape } from '../shapes/conversation-shapes';
import { answer, badBody, noContent } from './answers';
import type { Context } from './route';

/** 202: the message does not exist yet. Archives unless `options.archive` is false. */
export const reply = (it: Conversation, { company, request, unseen }: Context): ApiAnswer => {
  const fields = fieldsOf(request.body);
  const options = fieldsOf(fields['options']);
  const body = textOf(fields['body']);
  if (body === undefined) return badBody('body.body: missing');
  const author = authorOf(company.store, fields['author_id']);
  if (author === null) return badBody('body.author_id: unknown teammate');
  const uid = company.sending.accept(it, {
    body,
    authorId: author,
    archive: options['archive'] !== false,
    tagIds: listOf(options['tag_ids']).map(String),
    unseen,
  });
  const kind = unseen ? 'reply-unseen' : 'reply';
  company.recordEffect({ conversation: it.id, kind, partId: uid, adminId: author }, body);
  return answer(202, { status: 'accepted', message_uid: uid });
};

export const addComment = (it: Conversation, { company, request }: Context): ApiAnswer => {
  const fields = fieldsOf(request.body);
  const body = textOf(fields['body']);
  if (body === undefined) return badBody('body.body: missing');
  const author = authorOf(company.store, fields['author_id']);
  if (author === null) return badBody('body.author_id: unknown teammate');
  const comment = company.acts.comment(it, by(author), author, body);
  company.recordEffect(
    { conversation: it.id, kind: 'note', partId: comment.id, adminId: author },
    body,
  );
  return answer(201, commentShape(company.store, it, comment));
};

export const addDraft = (it: Conversation, { company, request }: Context): ApiAnswer => {
  const fields = fieldsOf(request.body);
  const body = textOf(fields['body']);
  if (body === undefined) return badBody('body.body: missing');
  if (textOf(fields['channel_id']) === undefined) return badBody('body.channel_id: missing');
  const author = authorOf(company.store, fields['author_id']);
  if (author === null) return badBody('body.author_id: unknown teammate');
  const draft = company.acts.draft(it, author, body);
  company.recordEffect(
    { conversation: it.id, kind: 'draft', partId: draft.id, adminId: author },
    body,
  );
  return answer(200, messageShape(company.store, it, draft));
};

export const assign = (it: Conversation, context: Context): ApiAnswer => {
  const to = fieldsOf(context.request.body)['assignee_id'];
  if (to !== null && !listed(context.company.store, to))
    return badBody('body.assignee_id: unknown teammate');
  assignTo(context, it, to);
  return noContent();
};

/** `status`, `assignee_id`, `inbox_id`; `tag_ids` and `custom_fields` replace what was there. */
export const updateConversation = (it: Conversation, context: Context): ApiAnswer => {
  const { company, request } = context;
  const { store, acts } = company;
  const fields = fieldsOf(request.body);
  const problem = updateProblem(store, fields);
  if (problem !== null) return badBody(problem);
  const [status, inbox] = [textOf(fields['status']), textOf(fields['inbox_id'])];
  if (fields['assignee_id'] !== undefined) assignTo(context, it, fields['assignee_id']);
  if (inbox !== undefined) {
    acts.move(it, BY_TOKEN, inbox);
    record(context, it, 'move');
  }
  if (fields['tag_ids'] !== undefined)
    replaceTags(context, it, tagsOf(store, fields['tag_ids']) ?? []);
  if (fields['custom_fields'] !== undefined) {
    acts.setCustomFields(it, BY_TOKEN, fieldsOf(fields['custom_fields']) as CustomFields);
    record(context, it, 'attributes');
  }
  if (status !== undefined) setStatus(context, it, status);
  return noContent();
};

export const addTags = (it: Conversation, context: Context): ApiAnswer => {
  const tags = tagsOf(context.company.store, fieldsOf(context.request.body)['tag_ids']);
  if (tags === null) return badBody('body.tag_ids: missing or unknown');
  tags.forEach((tag) => context.company.acts.tag(it, BY_TOKEN, tag));
  record(context, it, 'tag');
  return noContent();
};

export const removeTags = (it: Conversation, context: Context): ApiAnswer => {
  const tags = tagsOf(context.company.store, fieldsOf(context.request.body)['tag_ids']);
  if (tags === null) return badBody('body.tag_ids: missing or unknown');
  tags.forEach((tag) => context.company.acts.untag(it, BY_TOKEN, tag));
  record(context, it, 'untag');
  return noContent();
};

const by = (authorId: string): Source => ({ type: 'api', id: authorId });

const BY_TOKEN = by(API_TOKEN_ID);

const record = ({ company }: Context, it: Conversation, kind: string): void =>
  company.recordEffect({ conversation: it.id, kind, partId: null, adminId: null }, null);

const assignTo = (context: Context, it: Conversation, to: unknown): void => {
  context.company.acts.assign(it, BY_TOKEN, textOf(to) ?? null);
  record(context, it, to === null ? 'unassign' : 'assign');
};

const setStatus = (context: Context, it: Conversation, status: string): void => {
  const { acts } = context.company;
  if (status === 'archived') acts.archive(it, BY_TOKEN);
  else if (status === 'open') acts.open(it, BY_TOKEN);
  else acts.trash(it, BY_TOKEN, status === 'spam' ? 'spam' : 'deleted');
  record(context, it, STATUS_KINDS[status] ?? 'trash');
};

const STATUS_KINDS: Readonly<Record<string, string>> = { archived: 'close', open: 'open' };

const replaceTags = ({ company }: Context, it: Conversation, tags: readonly Tag[]): void => {
  const wanted = new Set(tags.map(({ id }) => id));
  for (const id of it.tagIds) {
    const tag = company.store.tag(id);
    if (tag && !wanted.has(id)) company.acts.untag(it, BY_TOKEN, tag);
  }
  tags.forEach((tag) => company.acts.tag(it, BY_TOKEN, tag));
};

const STATUSES = ['archived', 'open', 'deleted', 'spam'];

const updateProblem = (store: Store, fields: ReturnType<typeof fieldsOf>): string | null => {
  const wrong = Object.entries(CHECKS).find(
    ([name, accepts]) => fields[name] !== undefined && !accepts(store, fields[name]),
  );
  return wrong === undefined ? null : `body.${wrong[0]}: unknown or invalid`;
};

const CHECKS: Readonly<Record<string, (store: Store, given: unknown) => boolean>> = {
  status: (_store, given) => STATUSES.includes(textOf(given) ?? ''),
  inbox_id: ({ directory }, given) => directory.inbox(textOf(given) ?? '') !== undefined,
  tag_ids: (store, given) => tagsOf(store, given) !== null,
  assignee_id: (store, given) => given === null || listed(store, given),
};

const listed = (store: Store, id: unknown): boolean =>
  store.directory.teammates.some((each) => each.id === id);

/** Without an author the token itself speaks; `null` when the teammate is unknown. */
const authorOf = (store: Store, given: unknown): string | null => {
  const id = textOf(given);
  if (id === undefined) return API_TOKEN_ID;
  return listed(store, id) ? id : null;
};

/** `null` when one of them is unknown. */
const tagsOf = (store: Store, given: unknown): readonly Tag[] | null => {
  if (!Array.isArray(given)) return null;
  const tags = given.flatMap((id) => store.tag(String(id)) ?? []);
  return tags.length === given.length ? tags : null;
};
