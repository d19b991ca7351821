import { fieldsOf, listOf, textOf } from '../../api/fields';
import type { CrmObject, ObjectType } from '../model';
import { ASSOCIATION_TYPES, iso, isPrimary } from '../portal/crm';
import { created, invalid, noContent, notFound, ok, refuse } from './answers';
import type { Call, Route } from './route';
import { asApp, pageOf } from './route';

const BASE = '/crm/v4/objects/:fromType/:from/associations';
const SCOPES = ['tickets', 'crm.objects.contacts.read', 'crm.objects.companies.read'];

/** Associations, version 4. */
export const associationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${BASE}/:toType`,
    kind: 'read-associations',
    scopes: SCOPES,
    run: (call) => {
      const { results, ...rest } = pageOf(associatedOf(call), call.request, {
        fallback: 500,
        most: 500,
      });
      return ok({ results, ...rest });
    },
  },
  {
    method: 'PUT',
    path: `${BASE}/:toType/:to`,
    kind: 'associate',
    scopes: SCOPES,
    run: (call) => {
      const [type] = listOf(call.request.body).map(fieldsOf);
      const typeId = Number(type?.['associationTypeId']);
      if (!typesOf(call).includes(typeId))
        return invalid('associationTypeId', `${typeId} does not lead from here to there`);
      const [from, to] = associate(call, typeId);
      return created({
        fromObjectTypeId: TYPE_IDS[from.type],
        fromObjectId: from.id,
        toObjectTypeId: TYPE_IDS[to.type],
        toObjectId: to.id,
        labels: [],
      });
    },
  },
  {
    method: 'PUT',
    path: '/crm/v4/objects/:fromType/:from/associations/default/:toType/:to',
    kind: 'associate',
    scopes: SCOPES,
    run: (call) => {
      const typeId = typesOf(call).at(-1) ?? 0;
      const [from, to] = associate(call, typeId);
      const now = iso(call.portal.clock.now());
      const associationSpec = { associationCategory: CATEGORY, associationTypeId: typeId };
      return ok({
        status: 'COMPLETE',
        startedAt: now,
        completedAt: now,
        results: [{ from: { id: from.id }, to: { id: to.id }, associationSpec }],
      });
    },
  },
  {
    method: 'DELETE',
    path: `${BASE}/:toType/:to`,
    kind: 'dissociate',
    scopes: SCOPES,
    run: (call) => {
      const [from, to] = endsOf(call);
      call.portal.crm.dissociate(from, to, asApp(call));
      record(call, 'dissociate', from);
      return noContent;
    },
  },
  {
    method: 'POST',
    path: '/crm/v4/associations/:fromType/:toType/batch/read',
    kind: 'read-associations',
    scopes: SCOPES,
    run: (call) => {
      const now = iso(call.portal.clock.now());
      const ids = listOf(fieldsOf(call.request.body)['inputs']).map(
        (input) => textOf(fieldsOf(input)['id']) ?? '',
      );
      const results = ids
        .map((id) => ({
          from: { id },
          to: associatedOf({ ...call, path: { ...call.path, from: id } }),
        }))
        .filter(({ to }) => to.length > 0);
      return ok({ status: 'COMPLETE', startedAt: now, completedAt: now, results });
    },
  },
];

const CATEGORY = 'HUBSPOT_DEFINED';
const TYPE_IDS: Readonly<Record<ObjectType, string>> = {
  contacts: '0-1',
  companies: '0-2',
  tickets: '0-5',
};

/** Singular, plural and number are all accepted. */
const typeOf = (name: string | undefined): ObjectType =>
  (Object.entries(TYPE_IDS).find(([type, id]) =>
    [type, id, type === 'companies' ? 'company' : type.slice(0, -1)].includes(name ?? ''),
  )?.[0] as ObjectType | undefined) ?? refuse(notFound(`Unknown object type ${name ?? ''}`));

const objectOf = ({ portal }: Call, type: string | undefined, id: string | undefined): CrmObject =>
  portal.crm.find(typeOf(type), id ?? '') ?? refuse(notFound());

const endsOf = (call: Call): readonly [CrmObject, CrmObject] => [
  objectOf(call, call.path['fromType'], call.path['from']),
  objectOf(call, call.path['toType'], call.path['to']),
];

const typesOf = ({ path }: Call): readonly number[] =>
  ASSOCIATION_TYPES[`${typeOf(path['fromType'])}>${typeOf(path['toType'])}`] ?? [];

const associate = (call: Call, typeId: number): readonly [CrmObject, CrmObject] => {
  const ends = endsOf(call);
  call.portal.crm.associate(...ends, typeId, asApp(call));
  record(call, 'associate', ends[0]);
  return ends;
};

const record = (call: Call, kind: string, from: CrmObject): void => {
  const conversation = call.portal.crm.conversationOf(from);
  const adminId = asApp(call).actorId;
  call.portal.recordEffect({ conversation, kind, partId: from.id, adminId }, null);
};

/** One entry an object, with every type that ties it. */
const associatedOf = (call: Call) => {
  const { portal, path } = call;
  const from = portal.crm.find(typeOf(path['fromType']), path['from'] ?? '');
  if (from === undefined) return [];
  const all = portal.crm.associationsOf(from, typeOf(path['toType']));
  return [...new Set(all.map(({ toId }) => toId))].map((toObjectId) => ({
    toObjectId,
    associationTypes: all
      .filter(({ toId }) => toId === toObjectId)
      .map(({ typeId }) => ({
        category: CATEGORY,
        typeId,
        label: isPrimary(typeId) ? 'Primary' : null,
      })),
  }));
};
