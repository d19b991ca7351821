import { fieldsOf, listOf, textOf } from '../../api/fields';
import type { CrmObject, ObjectType } from '../model';
import { PIPELINE, STAGES } from '../portal/catalogue';
import { ASSOCIATION_TYPES } from '../portal/crm';
import type { Portal } from '../portal/portal';
import type { ErrorDetail } from './answers';
import { failed, invalid, refuse } from './answers';

export type Properties = Readonly<Record<string, string>>;

/** The `properties` of a write, each checked as the vendor does; throws a `Refusal`. */
export const propertiesIn = (portal: Portal, type: ObjectType, body: unknown): Properties => {
  const sent = Object.entries(fieldsOf(fieldsOf(body)['properties'])).map(
    ([name, value]) => [name, textOf(value) ?? ''] as const,
  );
  const wrong = sent.flatMap(([name, value]) => problemOf(portal, type, name, value) ?? []);
  const [first] = wrong;
  if (first !== undefined)
    return refuse(
      failed(
        400,
        'VALIDATION_ERROR',
        `Property values were not valid: ${JSON.stringify(
          wrong.map(({ message, code, context }) => ({
            isValid: false,
            message,
            error: code,
            name: context?.['propertyName']?.[0],
          })),
        )}`,
        wrong,
      ),
    );
  return Object.fromEntries(sent);
};

export const checkTicket = (properties: Properties): void => {
  const missing = ['subject', 'hs_pipeline', 'hs_pipeline_stage'].filter(
    (name) => !properties[name],
  );
  if (missing.length > 0)
    refuse(
      failed(
        400,
        'VALIDATION_ERROR',
        `Error creating TICKET. Some required properties were not set.`,
        [
          {
            message: 'Some required properties were not set.',
            code: 'REQUIRED_PROPERTIES_MISSING',
            context: { properties: missing },
          },
        ],
      ),
    );
};

/** An address is unique; the answer's text ends with the id that has it. */
export const checkContact = (portal: Portal, properties: Properties, self?: CrmObject): void => {
  const email = properties['email'];
  const known = email ? portal.crm.find('contacts', email, 'email') : undefined;
  if (known !== undefined && known !== self)
    refuse(failed(409, 'CONFLICT', `Contact already exists. Existing ID: ${known.id}`));
};

export interface WantedAssociation {
  readonly to:
    | { readonly kind: 'object'; readonly object: CrmObject }
    | { readonly kind: 'thread'; readonly id: string };
  readonly typeId: number;
}

/** The `associations` of a new object. A type of the wrong direction is refused, as at the vendor. */
export const associationsIn = (
  portal: Portal,
  from: ObjectType,
  body: unknown,
): readonly WantedAssociation[] =>
  listOf(fieldsOf(body)['associations']).flatMap((each) => {
    const { to, types } = fieldsOf(each);
    const id = textOf(fieldsOf(to)['id']) ?? refuse(invalid('associations', 'to.id is missing'));
    return listOf(types).map((type) =>
      associationTo(portal, from, { id, typeId: Number(fieldsOf(type)['associationTypeId']) }),
    );
  });

const associationTo = (
  portal: Portal,
  from: ObjectType,
  { id, typeId }: { readonly id: string; readonly typeId: number },
): WantedAssociation => {
  if (from === 'tickets' && THREAD_TYPES.has(typeId)) {
    if (portal.find(id) === undefined) refuse(invalid('associations', `No thread ${id}`));
    return { to: { kind: 'thread', id }, typeId };
  }
  const type = toTypeOf(from, typeId);
  if (type === undefined)
    return refuse(
      invalid('associations', `Association type ${typeId} does not start at ${from.toUpperCase()}`),
    );
  const object =
    portal.crm.find(type, id) ?? refuse(invalid('associations', `No ${type} object ${id}`));
  return { to: { kind: 'object', object }, typeId };
};

/** `ticketToThread` and `ticketToConversation` of the vendor's list of association types. */
const THREAD_TYPES: ReadonlySet<number> = new Set([32, 278]);

const toTypeOf = (from: ObjectType, typeId: number): ObjectType | undefined => {
  const [pair] =
    Object.entries(ASSOCIATION_TYPES).find(
      ([key, ids]) => key.startsWith(`${from}>`) && ids.includes(typeId),
    ) ?? [];
  return pair?.split('>')[1] as ObjectType | undefined;
};

const problemOf = (
  portal: Portal,
  type: ObjectType,
  name: string,
  value: string,
): ErrorDetail | null => {
  const about = (code: string, message: string): ErrorDetail => ({
    message,
    code,
    context: { propertyName: [name] },
  });
  if (!portal.state.properties[type].includes(name))
    return about('PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`);
  if (READ_ONLY.has(name)) return about('READ_ONLY_VALUE', `"${name}" is a read only property`);
  if (value === '') return null;
  const options = optionsOf(portal, name);
  if (options?.includes(value) === false)
    return about(
      'INVALID_OPTION',
      `${value} was not one of the allowed options: [${options.join(', ')}]`,
    );
  return name === 'email' && !ADDRESS.test(value)
    ? about('INVALID_EMAIL', `Email address ${value} is invalid`)
    : null;
};

const ADDRESS = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

const READ_ONLY: ReadonlySet<string> = new Set([
  'hs_object_id',
  'createdate',
  'lastmodifieddate',
  'hs_lastmodifieddate',
]);

const optionsOf = (portal: Portal, name: string): readonly string[] | null => {
  if (name === 'hubspot_owner_id') return portal.reps.map(({ ownerId }) => ownerId);
  return OPTIONS[name] ?? null;
};

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  hs_pipeline: [PIPELINE.id],
  hs_pipeline_stage: STAGES.map(({ id }) => id),
  hs_ticket_priority: ['LOW', 'MEDIUM', 'HIGH', 'URGENT'],
};
