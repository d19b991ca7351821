import type { FrontServer } from './front-server';
import { send } from './front-server';

export type Fields = Record<string, unknown>;

export const message = (id: number, at: number, fields: Fields = {}) => ({
  id: `msg_${id}`,
  message_uid: `uid_${id}`,
  type: 'email',
  is_inbound: false,
  is_draft: false,
  created_at: at / 1000,
  body: `<p>text ${id}</p>`,
  text: `text ${id}`,
  author: { id: 'tea_9', type: 'api' },
  recipients: [{ role: 'from', handle: 'c@example.com' }],
  attachments: [],
  ...fields,
});
export const question = (id: number, at: number) =>
  message(id, at, { is_inbound: true, author: null });
export const comment = (id: number, at: number, fields: Fields = {}) => ({
  id: `com_${id}`,
  author: { id: 'tea_1', type: 'user' },
  body: `text ${id}`,
  posted_at: at / 1000,
  ...fields,
});

/** What the server tells of one conversation. */
export const threadAt = (front: FrontServer) => ({
  conversation: (fields: Fields = {}) => {
    const owned = { status: 'assigned', assignee: { id: 'tea_9' }, tags: [] };
    front.json('GET /conversations/cnv_1', 200, { id: 'cnv_1', ...owned, ...fields });
  },
  /** Two to a page, each next address on a host that must not be called. */
  messages: (all: readonly unknown[], id = 'cnv_1') =>
    front.on(`GET /conversations/${id}/messages`, (response, { query }) => {
      const from = Number(query.get('page_token') ?? 0);
      const next = `https://example-co.api.frontapp.com/x?limit=2&page_token=${from + 2}`;
      send(response, {
        status: 200,
        body: {
          _pagination: { next: from + 2 < all.length ? next : null },
          _results: all.slice(from, from + 2),
        },
      });
    }),
  comments: (...all: readonly unknown[]) =>
    front.json('GET /conversations/cnv_1/comments', 200, { _results: all }),
});
