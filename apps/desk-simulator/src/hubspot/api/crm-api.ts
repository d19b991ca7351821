import { fieldsOf, listOf, textOf } from '../../api/fields';
import type { CrmObject, ObjectType } from '../model';
import { iso } from '../portal/crm';
import type { Portal } from '../portal/portal';
import type { ApiAnswer } from './answers';
import { created, invalid, noContent, ok, refuse } from './answers';
import { associationsIn, checkContact, checkTicket, propertiesIn } from './crm-checks';
import type { Call, Route } from './route';
import { asApp, listIn, objectIn, pageOf } from './route';
import { objectShape, writtenShape } from './shapes';
import { searchRoute } from './search-api';

const SCOPES: Readonly<
  Record<ObjectType, { readonly read: readonly string[]; readonly write: readonly string[] }>
> = {
  contacts: { read: ['crm.objects.contacts.read'], write: ['crm.objects.contacts.write'] },
  tickets: { read: ['tickets'], write: ['tickets'] },
  companies: { read: ['crm.objects.companies.read'], write: ['crm.objects.companies.write'] },
};

const KINDS: Readonly<
  Record<ObjectType, { readonly create: string; readonly update: string; readonly read: string }>
> = {
  contacts: { create: 'contact', update: 'update-contact', read: 'read-contact' },
  tickets: { create: 'ticket', update: 'update-ticket', read: 'read-ticket' },
  companies: { create: 'company', update: 'update-company', read: 'read-company' },
};

const routesOf = (type: ObjectType): readonly Route[] => {
  const base = `/crm/v3/objects/${type}`;
  const { read, write } = SCOPES[type];
  const kinds = KINDS[type];
  return [
    {
      method: 'POST',
      path: base,
      kind: kinds.create,
      scopes: write,
      run: (call) => create(call, type),
    },
    {
      method: 'GET',
      path: base,
      kind: kinds.read,
      scopes: read,
      run: ({ portal, request }) => {
        const { results, ...rest } = pageOf(portal.crm.all(type), request, {
          fallback: 10,
          most: 100,
        });
        const wanted = listIn(request.query['properties']);
        return ok({ results: results.map((it) => objectShape(it, wanted)), ...rest });
      },
    },
    {
      method: 'GET',
      path: `${base}/:id`,
      kind: kinds.read,
      scopes: read,
      run: (call) => {
        const it = objectIn(call, type);
        const { query } = call.request;
        const associations = associatedWith(call.portal, it, listIn(query['associations']));
        return ok({ ...objectShape(it, listIn(query['properties'])), ...associations });
      },
    },
    {
      method: 'PATCH',
      path: `${base}/:id`,
      kind: kinds.update,
      scopes: write,
      run: (call) => update(call, type),
    },
    {
      method: 'DELETE',
      path: `${base}/:id`,
      kind: 'archive',
      scopes: write,
      run: (call) => {
        const it = objectIn(call, type);
        call.portal.crm.archive(it, asApp(call));
        done(call, it, 'archive');
        return noContent;
      },
    },
    {
      method: 'POST',
      path: `${base}/batch/read`,
      kind: kinds.read,
      scopes: read,
      run: (call) => batchRead(call, type),
    },
    {
      method: 'POST',
      path: `${base}/batch/upsert`,
      kind: kinds.create,
      scopes: write,
      run: (call) => upsert(call, type),
    },
    searchRoute(type, { base, scopes: read }),
  ];
};

const create = (call: Call, type: ObjectType): ApiAnswer => {
  const { portal, request } = call;
  const properties = propertiesIn(portal, type, request.body);
  if (type === 'tickets') checkTicket(properties);
  if (type === 'contacts') checkContact(portal, properties);
  const wanted = associationsIn(portal, type, request.body);
  const it = portal.crm.insert(type, { ...properties });
  for (const { to, typeId } of wanted)
    if (to.kind === 'object') portal.crm.associate(it, to.object, typeId, asApp(call));
    else linkThread(portal, to.id, it);
  portal.crm.created(it, asApp(call));
  done(call, it, KINDS[type].create);
  return created(writtenShape(it));
};

const update = (call: Call, type: ObjectType): ApiAnswer => {
  const { portal, request } = call;
  const it = objectIn(call, type);
  const properties = propertiesIn(portal, type, request.body);
  if (type === 'contacts') checkContact(portal, properties, it);
  portal.crm.update(it, properties, asApp(call));
  done(call, it, KINDS[type].update);
  return ok(writtenShape(it));
};

const batchRead = ({ portal, request }: Call, type: ObjectType): ApiAnswer => {
  const body = fieldsOf(request.body);
  const wanted = listOf(body['properties']).map(String);
  const ids = listOf(body['inputs']).map((input) => textOf(fieldsOf(input)['id']) ?? '');
  const found = ids.flatMap((id) => portal.crm.find(type, id, textOf(body['idProperty'])) ?? []);
  return batchOf(
    portal,
    found.map((it) => objectShape(it, wanted)),
  );
};

/** Finds by `idProperty` or makes anew; the answer says which (`new`). */
const upsert = (call: Call, type: ObjectType): ApiAnswer => {
  const { portal, request } = call;
  const inputs = listOf(fieldsOf(request.body)['inputs']).map(fieldsOf);
  const results = inputs.map((input) => {
    const id = textOf(input['id']) ?? refuse(invalid('inputs', 'id is missing'));
    const idProperty = textOf(input['idProperty']) ?? 'hs_object_id';
    const properties = propertiesIn(portal, type, input);
    const known = portal.crm.find(type, id, idProperty);
    if (known) portal.crm.update(known, properties, asApp(call));
    const it = known ?? portal.crm.insert(type, { ...properties, [idProperty]: id });
    if (!known) portal.crm.created(it, asApp(call));
    done(call, it, known ? KINDS[type].update : KINDS[type].create);
    return { ...writtenShape(it), new: known === undefined };
  });
  return batchOf(portal, results);
};

const batchOf = (portal: Portal, results: readonly object[]): ApiAnswer => {
  const now = iso(portal.clock.now());
  return ok({ status: 'COMPLETE', startedAt: now, completedAt: now, results });
};

const linkThread = (portal: Portal, threadId: string, ticket: CrmObject): void => {
  const thread = portal.find(threadId);
  if (thread) portal.linkTicket(thread, ticket);
};

const done = (call: Call, it: CrmObject, kind: string): void => {
  const { portal, request } = call;
  const thread = portal.crm.conversationOf(it);
  const conversation = it.type === 'tickets' ? (thread ?? `ticket-${it.id}`) : null;
  const text = textOf(fieldsOf(fieldsOf(request.body)['properties'])['content']) ?? null;
  const adminId = asApp(call).actorId;
  portal.recordEffect({ conversation, kind, partId: it.id, adminId }, text);
};

const associatedWith = (portal: Portal, it: CrmObject, types: readonly string[]) => {
  if (types.length === 0) return {};
  const known = types.filter((type): type is ObjectType => type in KINDS);
  const entries = known.map((type) => [
    type,
    {
      results: portal.crm
        .associationsOf(it, type)
        .map(({ toId }) => ({ id: toId, type: `${it.type}_to_${type}` })),
    },
  ]);
  return { associations: Object.fromEntries(entries) as Record<string, unknown> };
};

/** Contacts, tickets and companies: the same verbs under three names. */
export const crmRoutes: readonly Route[] = (
  ['contacts', 'tickets', 'companies'] satisfies ObjectType[]
).flatMap((type) => routesOf(type));
