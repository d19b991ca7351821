import type { Desk } from '../desk/desk';
import type { Conversation } from '../desk/model';
import { conversationShape, seconds } from '../desk/shapes';
import type { ApiAnswer } from './answers';
import { invalid, ok } from './answers';
import { fieldsOf, listOf, textOf } from './fields';

/** At most the 500 newest parts, oldest first. */
export const readConversation = (desk: Desk, it: Conversation, plaintext: boolean) =>
  conversationShape(it, desk.contactOf(it), {
    dates: 'seconds',
    parts: it.parts.slice(-500),
    plaintext,
  });

/** `GET /conversations`: the newest first. */
export const readConversationList = (
  desk: Desk,
  query: Readonly<Record<string, string | undefined>>,
): ApiAnswer => listed(desk, [...desk.conversations()].sort(newestFirst), query);

/** Search over numbers and ids, two levels of AND and OR; results leave the parts out. */
export const searchConversations = (desk: Desk, body: unknown): ApiAnswer => {
  const { query, pagination, sort_order: order } = fieldsOf(body);
  const matches = matcherOf(fieldsOf(query));
  if (matches === null) return invalid('query');
  const found = desk.conversations().filter(matches).sort(newestFirst);
  return listed(desk, order === 'ascending' ? found.reverse() : found, fieldsOf(pagination));
};

const newestFirst = (a: Conversation, b: Conversation): number => b.updatedAt - a.updatedAt;

const listed = (desk: Desk, all: readonly Conversation[], paging: Paging): ApiAnswer => {
  const { items, pages } = pageOf(all, paging);
  return ok({
    type: 'conversation.list',
    conversations: items.map((it) =>
      conversationShape(it, desk.contactOf(it), { dates: 'seconds', parts: 'none' }),
    ),
    total_count: all.length,
    pages,
  });
};

type Paging = Readonly<Record<string, unknown>>;

/** One page of a list, with the cursor of the next. `per_page` is 20 by default and 150 at most. */
export const pageOf = <T>(all: readonly T[], paging: Paging) => {
  const perPage = Math.min(150, Math.max(1, Number(paging['per_page'] ?? 20) || 20));
  const from = Number(textOf(paging['starting_after']) ?? 0) || 0;
  const page = Math.floor(from / perPage) + 1;
  const next = from + perPage;
  return {
    items: all.slice(from, next),
    pages: {
      type: 'pages',
      page,
      per_page: perPage,
      total_pages: Math.ceil(all.length / perPage),
      next: next < all.length ? { page: page + 1, starting_after: String(next) } : null,
    },
  };
};

type Matcher = (it: Conversation) => boolean;

const matcherOf = (query: Readonly<Record<string, unknown>>): Matcher | null => {
  const { operator, field, value } = query;
  if (operator === 'AND' || operator === 'OR') return groupOf(operator, listOf(value));
  const read = FIELDS[String(field)];
  const compare = OPERATORS[String(operator)];
  return read && compare ? (it) => compare(read(it), value) : null;
};

const groupOf = (operator: 'AND' | 'OR', filters: readonly unknown[]): Matcher | null => {
  const inner = filters.map((each) => matcherOf(fieldsOf(each)));
  if (inner.length === 0 || inner.length > 15 || inner.includes(null)) return null;
  const all = inner as Matcher[];
  return operator === 'AND'
    ? (it) => all.every((one) => one(it))
    : (it) => all.some((one) => one(it));
};

const FIELDS: Readonly<Record<string, (it: Conversation) => string | number | boolean | null>> = {
  id: ({ id }) => id,
  updated_at: ({ updatedAt }) => seconds(updatedAt),
  created_at: ({ createdAt }) => seconds(createdAt),
  state: ({ state }) => state,
  open: ({ state }) => state !== 'closed',
  admin_assignee_id: ({ adminId }) => adminId,
  team_assignee_id: ({ teamId }) => teamId,
  contact_ids: ({ contactId }) => contactId,
};

/** `>` means "at or after" for dates (vendors/intercom.md §5, Search). */
const OPERATORS: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  '=': (left, right) => String(left) === String(right),
  '!=': (left, right) => String(left) !== String(right),
  '>': (left, right) => Number(left) >= Number(right),
  '<': (left, right) => Number(left) <= Number(right),
  IN: (left, right) => listOf(right).some((each) => String(each) === String(left)),
};
