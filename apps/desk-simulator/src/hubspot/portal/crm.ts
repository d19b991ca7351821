import type { Association, By, Change, CrmObject, ObjectType, Trigger } from '../model';
import type { PortalContext } from './context';
import { associationEvent, objectEvent, objectPropertyEvent } from './events';

/** Contacts, tickets, companies and what ties them together. */
export const createCrm = (context: PortalContext) => {
  const { clock, state, tell } = context;

  const threadOf = (it: CrmObject) =>
    it.type === 'tickets' ? state.threads.find(({ ticketId }) => ticketId === it.id) : undefined;

  const conversationOf = (it: CrmObject): string | null => threadOf(it)?.id ?? null;

  const find = (type: ObjectType, id: string, idProperty = 'hs_object_id'): CrmObject | undefined =>
    state.objects.find(
      (it) => it.type === type && !it.archived && same(it.properties[idProperty], id),
    );

  const changed = (it: CrmObject, trigger: Trigger, by: By, events: Change['events']): Change =>
    tell({ trigger, by, thread: threadOf(it) ?? null, object: it, events });

  return {
    find,
    conversationOf,
    all: (type: ObjectType): readonly CrmObject[] =>
      state.objects.filter((it) => it.type === type && !it.archived),

    /** `id` only for what an example payload named; nothing is told of these. */
    insert: (type: ObjectType, properties: Record<string, string>, id?: string): CrmObject => {
      const it = newObject(context, type, properties, id ?? context.nextId());
      state.objects.push(it);
      return it;
    },
    created: (it: CrmObject, by: By): Change =>
      changed(it, it.type === 'tickets' ? 'new-ticket' : 'other', by, [
        objectEvent(it, 'creation', by, conversationOf(it)),
      ]),
    /** One event for each property whose value really changed. */
    update: (it: CrmObject, properties: Readonly<Record<string, string>>, by: By): void => {
      const names = Object.keys(properties).filter(
        (name) => (it.properties[name] ?? '') !== properties[name],
      );
      if (names.length === 0) return;
      Object.assign(it.properties, properties);
      it.updatedAt = clock.now();
      it.properties[modifiedOf(it.type)] = iso(it.updatedAt);
      const events = names.map((name) => objectPropertyEvent(it, name, by, conversationOf(it)));
      changed(it, it.type === 'tickets' ? 'ticket-change' : 'other', by, events);
    },
    archive: (it: CrmObject, by: By): void => {
      it.archived = true;
      it.updatedAt = clock.now();
      changed(it, 'other', by, [objectEvent(it, 'deletion', by, conversationOf(it))]);
    },
    associate: (from: CrmObject, to: CrmObject, typeId: number, by: By): void => {
      const added = pairOf(from, to, typeId).filter(
        (each) => !state.associations.some((it) => isSame(it, each)),
      );
      if (added.length === 0) return;
      state.associations.push(...added);
      const about = { removed: false, primary: isPrimary(typeId), at: clock.now(), by };
      changed(from, 'other', by, [associationEvent(from, to, about)]);
    },
    dissociate: (from: CrmObject, to: CrmObject, by: By): void => {
      const before = state.associations.length;
      state.associations = state.associations.filter(
        (it) => !ties(it, from, to) && !ties(it, to, from),
      );
      if (state.associations.length === before) return;
      const about = { removed: true, primary: false, at: clock.now(), by };
      changed(from, 'other', by, [associationEvent(from, to, about)]);
    },
    associationsOf: (from: CrmObject, toType: ObjectType): readonly Association[] =>
      state.associations.filter(
        (it) => it.fromType === from.type && it.fromId === from.id && it.toType === toType,
      ),
  };
};

/** What each kind of association is called in numbers, by direction (vendors/hubspot.md §5). */
export const ASSOCIATION_TYPES: Readonly<Record<string, readonly number[]>> = {
  'tickets>contacts': [16],
  'contacts>tickets': [15],
  'tickets>companies': [26, 339],
  'companies>tickets': [25, 340],
  'contacts>companies': [1, 279],
  'companies>contacts': [2, 280],
};

export const isPrimary = (typeId: number): boolean => PRIMARY.has(typeId);

export const iso = (at: number): string => new Date(at).toISOString();

const PRIMARY = new Set([1, 2, 25, 26]);

/** An association stands on both sides, under the number of its direction. */
const pairOf = (from: CrmObject, to: CrmObject, typeId: number): readonly Association[] => {
  const index = (ASSOCIATION_TYPES[`${from.type}>${to.type}`] ?? []).indexOf(typeId);
  const reverse = ASSOCIATION_TYPES[`${to.type}>${from.type}`]?.[Math.max(index, 0)] ?? typeId;
  return [tie(from, to, typeId), tie(to, from, reverse)];
};

const tie = (from: CrmObject, to: CrmObject, typeId: number): Association => ({
  fromType: from.type,
  fromId: from.id,
  toType: to.type,
  toId: to.id,
  typeId,
});

const ties = (it: Association, from: CrmObject, to: CrmObject): boolean =>
  it.fromType === from.type && it.fromId === from.id && it.toType === to.type && it.toId === to.id;

const isSame = (one: Association, other: Association): boolean =>
  one.fromId === other.fromId &&
  one.toId === other.toId &&
  one.typeId === other.typeId &&
  one.fromType === other.fromType &&
  one.toType === other.toType;

const modifiedOf = (type: ObjectType): string =>
  type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';

/** Addresses are compared without regard to case. */
const same = (one: string | undefined, other: string): boolean =>
  one !== undefined && one.toLowerCase() === other.toLowerCase();

const newObject = (
  { clock }: PortalContext,
  type: ObjectType,
  properties: Record<string, string>,
  id: string,
): CrmObject => {
  const at = clock.now();
  return {
    type,
    id,
    createdAt: at,
    updatedAt: at,
    archived: false,
    properties: {
      ...properties,
      createdate: iso(at),
      [modifiedOf(type)]: iso(at),
      hs_object_id: id,
    },
  };
};
