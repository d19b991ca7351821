import type { ApiAnswer } from '../../api/answers';
import type { Conversation } from '../model';
import { conversationShape, statusOf } from '../shapes/conversation-shapes';
import { channelShape, inboxShape, teammateShape } from '../shapes/directory-shapes';
import { missing } from './answers';
import { listOf, pageOf } from './paging';
import type { Context, Route } from './route';

/** Lists that belong to something: the links that other answers carry. */
export const relatedRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/conversations',
    kind: 'list',
    scope: 'conversations:read',
    run: (context) => conversations(context, () => true),
  },
  {
    method: 'GET',
    path: '/inboxes/:id/conversations',
    kind: 'list',
    scope: 'conversations:read',
    run: (context) => conversations(context, ({ inboxId }) => inboxId === context.params['id']),
  },
  {
    method: 'GET',
    path: '/contacts/:id/conversations',
    kind: 'list',
    scope: 'conversations:read',
    run: (context) => conversations(context, ({ contactId }) => contactId === context.params['id']),
  },
  {
    method: 'GET',
    path: '/teammates/:id/conversations',
    kind: 'list',
    scope: 'conversations:read',
    run: (context) =>
      conversations(context, ({ assigneeId }) => assigneeId === context.params['id']),
  },
  {
    method: 'GET',
    path: '/tags/:id/conversations',
    kind: 'list',
    scope: 'conversations:read',
    run: (context) =>
      conversations(context, ({ tagIds }) => tagIds.includes(context.params['id'] ?? '')),
  },
  {
    method: 'GET',
    path: '/teams/:id/inboxes',
    kind: 'inboxes',
    scope: 'inboxes:read',
    run: ({ company: { store }, request, params }) => {
      const id = params['id'] ?? '';
      if (!store.directory.teams.some((team) => team.id === id)) return missing(`team "${id}"`);
      const inboxes = store.directory.inboxes.filter(({ teamId }) => teamId === id);
      return listOf(store, request.path, inboxes, (it) => inboxShape(store, it));
    },
  },
  {
    method: 'GET',
    path: '/teammates/:id/inboxes',
    kind: 'inboxes',
    scope: 'inboxes:read',
    run: ({ company: { store }, request }) =>
      listOf(store, request.path, store.directory.inboxes, (it) => inboxShape(store, it)),
  },
  {
    method: 'GET',
    path: '/teammates/:id/private_inboxes',
    kind: 'inboxes',
    scope: 'inboxes:read',
    family: 'private',
    run: ({ company: { store }, request }) => listOf(store, request.path, [], () => null),
  },
  {
    method: 'GET',
    path: '/inboxes/:id/teammates',
    kind: 'teammates',
    scope: 'teammates:read',
    run: ({ company: { store }, request }) =>
      listOf(store, request.path, store.directory.teammates, (it) => teammateShape(store, it)),
  },
  {
    method: 'GET',
    path: '/channels',
    kind: 'channels',
    scope: 'channels:read',
    run: ({ company: { store }, request }) =>
      listOf(store, request.path, store.directory.inboxes, (it) => channelShape(store, it)),
  },
  {
    method: 'GET',
    path: '/inboxes/:id/channels',
    kind: 'channels',
    scope: 'channels:read',
    run: ({ company: { store }, request, params }) => {
      const inbox = store.directory.inbox(params['id'] ?? '');
      return inbox
        ? listOf(store, request.path, [inbox], (it) => channelShape(store, it))
        : missing(`inbox "${params['id'] ?? ''}"`);
    },
  },
];

/** The one that changed last comes first; `q[statuses][]` narrows. */
function conversations(
  { company: { store }, request }: Context,
  belongs: (it: Conversation) => boolean,
): ApiAnswer {
  const statuses = [request.query['q[statuses][]'], request.query['q[statuses]']]
    .flat()
    .filter((status) => status !== undefined);
  const found = store.state.conversations.filter(
    (it) =>
      it.mergedInto === null &&
      belongs(it) &&
      (statuses.length === 0 || statuses.includes(statusOf(it))),
  );
  const newest = found.toSorted((a, b) => b.updatedAt - a.updatedAt);
  return pageOf(store, request, newest, {
    most: 100,
    usual: 50,
    shape: (it) => conversationShape(store, it),
  });
}
