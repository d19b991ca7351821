import { fieldsOf, listOf, textOf } from '../../api/fields';
import type { Store } from '../company/store';
import type { Contact, CustomFields } from '../model';
import { accountShape, contactShape } from '../shapes/directory-shapes';
import { answer, badBody, missing, noContent, oneOf, refused } from './answers';
import { pageOf } from './paging';
import type { Route } from './route';

const LIST = { most: 100, usual: 50 };

export const peopleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/contacts',
    kind: 'contacts',
    scope: 'contacts:read',
    run: ({ company: { store }, request }) =>
      pageOf(store, request, store.state.contacts.toReversed(), {
        ...LIST,
        shape: (it) => contactShape(store, it),
      }),
  },
  {
    method: 'POST',
    path: '/contacts',
    kind: 'create-contact',
    scope: 'contacts:write',
    run: ({ company, request }) => {
      const fields = fieldsOf(request.body);
      const handles = listOf(fields['handles']).flatMap((each) => handleFrom(each) ?? []);
      const [first] = handles;
      if (!first) return badBody('body.handles: missing');
      if (handles.some(({ handle }) => company.store.contactByHandle(handle)))
        return refused(409, 'A contact with this handle already exists');
      const contact = company.store.addContact({
        id: company.store.nextId('crd'),
        name: textOf(fields['name']) ?? first.handle,
        handles,
        accountId: null,
        customFields: {},
        createdAt: company.store.clock.now(),
      });
      const effect = {
        conversation: '',
        kind: 'create-contact',
        partId: contact.id,
        adminId: null,
      };
      company.recordEffect(effect, null);
      return answer(201, contactShape(company.store, contact));
    },
  },
  {
    method: 'GET',
    path: '/contacts/:id',
    kind: 'contact',
    scope: 'contacts:read',
    run: ({ company: { store }, params: { id = '' } }) =>
      oneOf(`contact "${id}"`, contactOf(store, id), (it) => contactShape(store, it)),
  },
  {
    method: 'PATCH',
    path: '/contacts/:id',
    kind: 'update-contact',
    scope: 'contacts:write',
    run: ({ company, request, params }) => {
      const found = contactOf(company.store, params['id'] ?? '');
      if (!found) return missing(`contact "${params['id'] ?? ''}"`);
      const { name, custom_fields: custom } = fieldsOf(request.body);
      found.name = textOf(name) ?? found.name;
      if (custom !== undefined) found.customFields = fieldsOf(custom) as CustomFields;
      const effect = { conversation: '', kind: 'update-contact', partId: found.id, adminId: null };
      company.recordEffect(effect, null);
      return noContent();
    },
  },
  {
    method: 'GET',
    path: '/accounts',
    kind: 'accounts',
    scope: 'accounts:read',
    run: ({ company: { store }, request }) =>
      pageOf(store, request, store.directory.accounts, {
        ...LIST,
        shape: (it) => accountShape(store, it),
      }),
  },
  {
    method: 'GET',
    path: '/accounts/:id',
    kind: 'account',
    scope: 'accounts:read',
    run: ({ company: { store }, params: { id = '' } }) =>
      oneOf(
        `account "${id}"`,
        store.directory.accounts.find((it) => it.id === id),
        (it) => accountShape(store, it),
      ),
  },
  {
    method: 'GET',
    path: '/accounts/:id/contacts',
    kind: 'account-contacts',
    scope: 'contacts:read',
    run: ({ company: { store }, request, params }) =>
      pageOf(
        store,
        request,
        store.state.contacts.filter(({ accountId }) => accountId === params['id']),
        { ...LIST, shape: (it) => contactShape(store, it) },
      ),
  },
  {
    method: 'POST',
    path: '/channels/:id/incoming_messages',
    kind: 'incoming',
    scope: 'messages:write',
    run: ({ company, request }) => {
      const fields = fieldsOf(request.body);
      const sender = fieldsOf(fields['sender']);
      const handle = textOf(sender['handle']);
      const body = textOf(fields['body']);
      if (handle === undefined) return badBody('body.sender.handle: missing');
      if (body === undefined) return badBody('body.body: missing');
      const it = company.customerWrites(handle, textOf(sender['name']), body);
      const uid = it.messages.at(-1)?.uid ?? '';
      return answer(202, { status: 'accepted', message_uid: uid });
    },
  },
];

/** By id, or by `alt:email:<address>` and `alt:phone:<number>`. */
const contactOf = (store: Store, id: string): Contact | undefined => {
  const handle = /^alt:(?:email|phone):(.+)$/.exec(id)?.[1];
  return handle === undefined ? store.contact(id) : store.contactByHandle(handle);
};

const handleFrom = (given: unknown): Contact['handles'][number] | null => {
  const source = textOf(fieldsOf(given)['source']);
  const handle = textOf(fieldsOf(given)['handle']);
  return source === undefined || handle === undefined ? null : { source, handle };
};
