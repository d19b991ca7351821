import { fieldsOf } from '../../api/fields';
import {
  commentShape,
  conversationShape,
  listedMessages,
  messageShape,
} from '../shapes/conversation-shapes';
import { inboxShape } from '../shapes/directory-shapes';
import { answer, missing } from './answers';
import { eventsOf } from './events';
import { listOf, pageOf } from './paging';
import { onConversation } from './route';
import type { Context, Route } from './route';
import {
  addComment,
  addDraft,
  addTags,
  assign,
  removeTags,
  reply,
  updateConversation,
} from './writing';

const LIST = { most: 100, usual: 50 };

export const conversationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/conversations/:cnv',
    kind: 'read',
    scope: 'conversations:read',
    run: onConversation((it, { company }) => answer(200, conversationShape(company.store, it))),
  },
  {
    method: 'PATCH',
    path: '/conversations/:cnv',
    kind: 'update',
    kindOf: updateKind,
    scope: 'conversations:write',
    limited: 'update',
    run: onConversation(updateConversation),
  },
  {
    method: 'PUT',
    path: '/conversations/:cnv/assignee',
    kind: 'assign',
    kindOf: (body) => (fieldsOf(body)['assignee_id'] === null ? 'unassign' : 'assign'),
    scope: 'conversations:write',
    limited: 'update',
    run: onConversation(assign),
  },
  {
    method: 'GET',
    path: '/conversations/:cnv/messages',
    kind: 'messages',
    scope: 'messages:read',
    run: onConversation((it, { company: { store }, request }) =>
      pageOf(store, request, sorted(listedMessages(it), request.query['sort_order']), {
        ...LIST,
        shape: (message) => messageShape(store, it, message),
      }),
    ),
  },
  {
    method: 'POST',
    path: '/conversations/:cnv/messages',
    kind: 'reply',
    scope: 'messages:send',
    run: onConversation(reply),
  },
  {
    method: 'GET',
    path: '/conversations/:cnv/comments',
    kind: 'comments',
    scope: 'comments:read',
    run: onConversation((it, { company: { store }, request }) =>
      listOf(store, request.path, it.comments.toReversed(), (comment) =>
        commentShape(store, it, comment),
      ),
    ),
  },
  {
    method: 'POST',
    path: '/conversations/:cnv/comments',
    kind: 'note',
    scope: 'comments:write',
    run: onConversation(addComment),
  },
  {
    method: 'GET',
    path: '/conversations/:cnv/drafts',
    kind: 'drafts',
    scope: 'drafts:read',
    run: onConversation((it, { company: { store }, request }) =>
      pageOf(store, request, it.messages.filter(({ draft }) => draft).toReversed(), {
        ...LIST,
        shape: (message) => messageShape(store, it, message),
      }),
    ),
  },
  {
    method: 'POST',
    path: '/conversations/:cnv/drafts',
    kind: 'draft',
    scope: 'drafts:write',
    run: onConversation(addDraft),
  },
  {
    method: 'POST',
    path: '/conversations/:cnv/tags',
    kind: 'tag',
    scope: 'conversations:write',
    limited: 'tags',
    run: onConversation(addTags),
  },
  {
    method: 'DELETE',
    path: '/conversations/:cnv/tags',
    kind: 'untag',
    scope: 'conversations:write',
    limited: 'tags',
    run: onConversation(removeTags),
  },
  {
    method: 'GET',
    path: '/conversations/:cnv/inboxes',
    kind: 'inboxes',
    scope: 'inboxes:read',
    run: onConversation((it, { company: { store }, request }) => {
      const inbox = store.directory.inbox(it.inboxId);
      return listOf(store, request.path, inbox ? [inbox] : [], (each) => inboxShape(store, each));
    }),
  },
  {
    method: 'GET',
    path: '/conversations/:cnv/events',
    kind: 'events',
    scope: 'events:*:read',
    run: onConversation((it, context) => eventsOf(context, it.id)),
  },
  {
    method: 'GET',
    path: '/messages/:id',
    kind: 'message',
    scope: 'messages:read',
    run: message,
  },
  {
    method: 'GET',
    path: '/comments/:id',
    kind: 'comment',
    scope: 'comments:read',
    run: comment,
  },
];

/** What a PATCH is called by faults and effects: by what it does. */
function updateKind(body: unknown): string {
  const fields = fieldsOf(body);
  const status = fields['status'];
  if (status === 'archived') return 'close';
  if (status === 'open') return 'open';
  if (status !== undefined) return 'trash';
  if (fields['inbox_id'] !== undefined) return 'move';
  return fields['custom_fields'] === undefined ? 'update' : 'attributes';
}

/** By id, or by `alt:uid:<message_uid>`; what nobody ever saw does not exist. */
function message({ company: { store }, params }: Context) {
  const id = params['id'] ?? '';
  const found = id.startsWith('alt:uid:') ? store.messageByUid(id.slice(8)) : store.message(id);
  return found && found.message.errorType === null
    ? answer(200, messageShape(store, found.it, found.message))
    : missing(`message "${id}"`);
}

function comment({ company: { store }, params }: Context) {
  const id = params['id'] ?? '';
  for (const it of store.state.conversations) {
    const found = it.comments.find((each) => each.id === id);
    if (found) return answer(200, commentShape(store, it, found));
  }
  return missing(`comment "${id}"`);
}

/** Newest first, unless asked otherwise. */
const sorted = <T>(items: readonly T[], order: unknown): readonly T[] =>
  order === 'asc' ? items : items.toReversed();
