import { fieldsOf, textOf } from '../../api/fields';
import {
  inboxShape,
  tagShape,
  teammateShape,
  teamPreviewShape,
  teamShape,
} from '../shapes/directory-shapes';
import { API_BASE } from '../config';
import { answer, badBody, missing, noContent, oneOf, refused } from './answers';
import { eventRoutes } from './events';
import { listOf, pageOf } from './paging';
import type { Route } from './route';

export const directoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/me',
    kind: 'me',
    scope: null,
    run: ({ company: { config } }) =>
      answer(200, {
        _links: { self: `${config.apiBase ?? API_BASE}/me` },
        id: config.companyId,
        name: config.companyName ?? 'Example Company',
      }),
  },
  {
    method: 'GET',
    path: '/teammates',
    kind: 'teammates',
    scope: 'teammates:read',
    run: ({ company: { store }, request }) =>
      listOf(store, request.path, store.directory.teammates, (it) => teammateShape(store, it)),
  },
  {
    method: 'GET',
    path: '/teammates/:id',
    kind: 'teammate',
    scope: 'teammates:read',
    run: ({ company: { store }, params }) => {
      const id = params['id'] ?? '';
      const email = id.startsWith('alt:email:') ? id.slice(10) : null;
      const found = store.directory.teammates.find((it) => it.id === id || it.email === email);
      return oneOf(`teammate "${id}"`, found, (it) => teammateShape(store, it));
    },
  },
  {
    method: 'GET',
    path: '/teams',
    kind: 'teams',
    scope: 'teams:read',
    family: 'provisioning',
    run: ({ company: { store }, request }) =>
      listOf(store, request.path, store.directory.teams, (it) => teamPreviewShape(store, it)),
  },
  {
    method: 'GET',
    path: '/teams/:id',
    kind: 'team',
    scope: 'teams:read',
    family: 'provisioning',
    run: ({ company: { store }, params: { id = '' } }) =>
      oneOf(
        `team "${id}"`,
        store.directory.teams.find((it) => it.id === id),
        (it) => teamShape(store, it),
      ),
  },
  {
    method: 'GET',
    path: '/inboxes',
    kind: 'inboxes',
    scope: 'inboxes:read',
    run: ({ company: { store }, request }) =>
      listOf(store, request.path, store.directory.inboxes, (it) => inboxShape(store, it)),
  },
  {
    method: 'GET',
    path: '/inboxes/:id',
    kind: 'inbox',
    scope: 'inboxes:read',
    run: ({ company: { store }, params: { id = '' } }) =>
      oneOf(`inbox "${id}"`, store.directory.inbox(id), (it) => inboxShape(store, it)),
  },
  {
    method: 'GET',
    path: '/tags',
    kind: 'tags',
    scope: 'tags:read',
    run: ({ company: { store }, request }) =>
      pageOf(store, request, store.state.tags, {
        most: 100,
        usual: 50,
        shape: (it) => tagShape(store, it),
      }),
  },
  {
    method: 'POST',
    path: '/tags',
    kind: 'create-tag',
    scope: 'tags:write',
    run: ({ company, request }) => {
      const name = textOf(fieldsOf(request.body)['name']);
      if (name === undefined) return badBody('body.name: missing');
      if (company.store.tagNamed(name)) return refused(409, `Tag "${name}" already exists`);
      const tag = company.store.addTag(name);
      const effect = { conversation: '', kind: 'create-tag', partId: tag.id, adminId: null };
      company.recordEffect(effect, name);
      return answer(201, tagShape(company.store, tag));
    },
  },
  {
    method: 'GET',
    path: '/tags/:id',
    kind: 'tags',
    scope: 'tags:read',
    run: ({ company: { store }, params: { id = '' } }) =>
      oneOf(`tag "${id}"`, store.tag(id), (it) => tagShape(store, it)),
  },
  {
    method: 'DELETE',
    path: '/tags/:id',
    kind: 'delete-tag',
    scope: 'tags:delete',
    run: ({ company: { store }, params }) => {
      const at = store.state.tags.findIndex(({ id }) => id === params['id']);
      if (at < 0) return missing(`tag "${params['id'] ?? ''}"`);
      store.state.tags.splice(at, 1);
      return noContent();
    },
  },
  ...eventRoutes,
];
