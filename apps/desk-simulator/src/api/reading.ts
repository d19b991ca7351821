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

/** Search over numbers and ids, one level of AND or OR; results leave the parts out. */
export const searchConversations = (desk: Desk, body: unknown): ApiAnswer => {
  const { query, pagination, sort_order: order } = fieldsOf(body);
  const matches = matcherOf(fieldsOf(query));
  if (matches === null) return invalid('query');
  const page = fieldsOf(pagination);
  const perPage = Math.min(150, Math.max(1, Number(page['per_page'] ?? 20) || 20));
  const from = Number(textOf(page['starting_after']) ?? 0) || 0;
  const sign = order === 'ascending' ? 1 : -1;
  const all = desk
    .conversations()
    .filter(matches)
    .sort((a, b) => sign * (a.updatedAt - b.updatedAt));
  const more = from + perPage < all.length;
  return ok({
    type: 'conversation.list',
    conversations: all
      .slice(from, from + perPage)
      .map((it) => conversationShape(it, desk.contactOf(it), { dates: 'seconds', parts: 'none' })),
    total_count: all.length,
    pages: {
      type: 'pages',
      page: Math.floor(from / perPage) + 1,
      per_page: perPage,
      total_pages: Math.ceil(all.length / perPage),
      next: more
        ? { page: Math.floor(from / perPage) + 2, starting_after: String(from + perPage) }
        : null,
    },
  });
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
};

/** `>` means "at or after" for dates (vendors/intercom.md §5, Search). */
const OPERATORS: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  '=': (left, right) => String(left) === String(right),
  '!=': (left, right) => String(left) !== String(right),
  '>': (left, right) => Number(left) >= Number(right),
  '<': (left, right) => Number(left) <= Number(right),
  IN: (left, right) => listOf(right).some((each) => String(each) === String(left)),
};
