import { fieldsOf, textOf } from '../../api/fields';
import type { ObjectType } from '../model';
import { created, failed, invalid, notFound, ok, refuse } from './answers';
import type { Call, Route } from './route';
import { LONG_AGO } from './shapes';

const BASE = '/crm/v3/properties/:type';
const READ = ['tickets', 'crm.schemas.contacts.read'];
const WRITE = ['tickets', 'crm.schemas.contacts.write'];

/** Definitions of properties: a write that names an unknown one is refused until it is made here. */
export const propertyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: BASE,
    kind: 'read-properties',
    scopes: READ,
    run: (call) => ok({ results: namesOf(call).map((name) => shape(name)) }),
  },
  {
    method: 'GET',
    path: `${BASE}/:name`,
    kind: 'read-properties',
    scopes: READ,
    run: (call) => {
      const name = call.path['name'] ?? '';
      return namesOf(call).includes(name) ? ok(shape(name)) : notFound();
    },
  },
  {
    method: 'POST',
    path: BASE,
    kind: 'create-property',
    scopes: WRITE,
    run: (call) => {
      const body = fieldsOf(call.request.body);
      const name = textOf(body['name']) ?? refuse(invalid('name', 'name is missing'));
      if (!/^[a-z][a-z0-9_]*$/.test(name))
        return invalid('name', 'a property name has lower-case letters, digits and underscores');
      if (namesOf(call).includes(name))
        return failed(409, 'OBJECT_ALREADY_EXISTS', `A property named '${name}' already exists.`);
      call.portal.state.properties[typeIn(call)].push(name);
      const effect = { conversation: null, kind: 'create-property', partId: name, adminId: null };
      call.portal.recordEffect(effect, null);
      return created({ ...shape(name), ...body, name });
    },
  },
];

const TYPES: Readonly<Record<string, ObjectType>> = {
  contacts: 'contacts',
  contact: 'contacts',
  tickets: 'tickets',
  ticket: 'tickets',
  companies: 'companies',
  company: 'companies',
};

const typeIn = ({ path }: Call): ObjectType => TYPES[path['type'] ?? ''] ?? refuse(notFound());

const namesOf = (call: Call): readonly string[] => call.portal.state.properties[typeIn(call)];

const shape = (name: string) => ({
  name,
  label: name.replaceAll('_', ' '),
  type: 'string',
  fieldType: 'text',
  description: '',
  groupName: 'support',
  options: [],
  displayOrder: -1,
  calculated: false,
  externalOptions: false,
  hasUniqueValue: false,
  hidden: false,
  hubspotDefined: name.startsWith('hs_'),
  formField: false,
  archived: false,
  createdAt: LONG_AGO,
  updatedAt: LONG_AGO,
});
