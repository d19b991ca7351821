import { isRecord } from '@deskstream/kernel';
import { validatorOf } from '@deskstream/platform-tools';
import type { HttpOperation } from '@deskstream/port-settings';
import { parse } from 'yaml';
import { nameOf } from './operation-name';
import { resolved } from './resolve-refs';

export interface Imported {
  /** Of the document's first server, when it is absolute. */
  readonly baseUrl: string | null;
  readonly operations: readonly HttpOperation[];
  /** Operations that were asked for and cannot be tools, each with its reason. */
  readonly problems: readonly { readonly operation: string; readonly because: string }[];
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Tools from an OpenAPI 3.x document, YAML or JSON. `select` names operation ids, or `GET /path`; empty:
 * all. Path, query and header parameters and the fields of a JSON body become arguments of one object.
 */
export const importOpenApi = (text: string, select: readonly string[] = []): Imported => {
  const document = documentOf(text);
  if (document === null)
    return {
      baseUrl: null,
      operations: [],
      problems: [{ operation: '', because: 'it is no OpenAPI 3 document (YAML or JSON)' }],
    };
  const all = operationsOf(document);
  const chosen = all.filter(
    ({ id, label }) => select.length === 0 || [id, label].some((name) => select.includes(name)),
  );
  const made = chosen.map((raw) => operationOf(document, raw));
  const unknown = select
    .filter((name) => !all.some(({ id, label }) => name === id || name === label))
    .map((operation) => ({ operation, because: 'the document has no such operation' }));
  return {
    baseUrl: baseUrlOf(document),
    operations: made.flatMap((each) => ('operation' in each ? [] : [each])),
    problems: [...unknown, ...made.flatMap((each) => ('operation' in each ? [each] : []))],
  };
};

interface Raw {
  readonly id: string;
  /** `GET /orders/{id}` */
  readonly label: string;
  readonly method: HttpOperation['method'];
  readonly path: string;
  readonly operation: Json;
  readonly parameters: readonly unknown[];
}

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const;

const documentOf = (text: string): Json | null => {
  try {
    const document = parse(text, { maxAliasCount: 50 }) as unknown;
    return isRecord(document) && String(document['openapi']).startsWith('3.') ? document : null;
  } catch {
    return null;
  }
};

const baseUrlOf = (document: Json): string | null => {
  const [first] = listOf(document['servers']);
  const url = isRecord(first) ? String(first['url']) : '';
  return /^https?:\/\//.test(url) ? url : null;
};

const operationsOf = (document: Json): readonly Raw[] =>
  Object.entries(recordOf(document['paths'])).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = recordOf(item)[method];
      if (!isRecord(operation)) return [];
      const upper = method.toUpperCase() as HttpOperation['method'];
      const label = `${upper} ${path}`;
      return [
        {
          id: typeof operation['operationId'] === 'string' ? operation['operationId'] : label,
          ...{ label, method: upper, path, operation },
          parameters: [...listOf(recordOf(item)['parameters']), ...listOf(operation['parameters'])],
        },
      ];
    }),
  );

const operationOf = (
  document: Json,
  raw: Raw,
): HttpOperation | { readonly operation: string; readonly because: string } => {
  try {
    return made(document, raw);
  } catch (error) {
    return { operation: raw.id, because: error instanceof Error ? error.message : String(error) };
  }
};

const made = (document: Json, { id, method, path, operation, parameters }: Raw): HttpOperation => {
  const fields = [
    ...parameters.flatMap((each) => parameterOf(recordOf(resolved(document, each)))),
    ...bodyOf(document, operation['requestBody']),
  ];
  const twice = fields.find(
    ({ name }, index) => fields.findIndex((other) => other.name === name) < index,
  );
  if (twice !== undefined) throw new Error(`two arguments are called ${twice.name}`);
  const args = fields.filter(({ name }) => name.toLowerCase() !== 'idempotency-key');
  const schema = {
    type: 'object',
    properties: Object.fromEntries(
      args.map(({ name, schema: own }) => [name, resolved(document, own)]),
    ),
    required: args.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
  validatorOf(schema);
  return {
    ...{ name: nameOf(id), method, path, parameters: schema },
    description: descriptionOf(operation, `${method} ${path}`),
    places: Object.fromEntries(args.map(({ name, place }) => [name, place])),
    ...(args.length === fields.length ? {} : { idempotent: true }),
  };
};

interface Field {
  readonly name: string;
  readonly place: 'path' | 'query' | 'header' | 'body';
  readonly schema: unknown;
  readonly required: boolean;
}

const PLACES: readonly unknown[] = ['path', 'query', 'header'];

const parameterOf = (parameter: Json): readonly Field[] => {
  const { name, in: place, required } = parameter;
  if (place === 'cookie' && required !== true) return [];
  if (!PLACES.includes(place)) throw new Error(`${String(name)} stands in ${String(place)}`);
  return [
    {
      name: String(name),
      place: place as Field['place'],
      schema: describedSchema(parameter),
      required: required === true || place === 'path',
    },
  ];
};

const describedSchema = ({ schema, description }: Json): Json =>
  typeof description === 'string' ? { description, ...recordOf(schema) } : recordOf(schema);

const bodyOf = (document: Json, given: unknown): readonly Field[] => {
  if (given === undefined) return [];
  const body = recordOf(resolved(document, given));
  const json = Object.entries(recordOf(body['content'])).find(([type]) => /\bjson\b/.test(type));
  if (json === undefined) throw new Error('its body is not JSON');
  const schema = recordOf(resolved(document, recordOf(json[1])['schema'] ?? {}));
  if (schema['type'] !== 'object' || !isRecord(schema['properties']))
    throw new Error('its body is not an object with fields');
  const required = listOf(schema['required']);
  return Object.entries(schema['properties']).map(([name, own]) => ({
    name,
    place: 'body' as const,
    schema: own,
    required: body['required'] === true && required.includes(name),
  }));
};

const descriptionOf = (operation: Json, otherwise: string): string =>
  [operation['summary'], operation['description']]
    .filter((text) => typeof text === 'string' && text.trim() !== '')
    .join('\n')
    .slice(0, 1_000) || otherwise;

const recordOf = (value: unknown): Json => (isRecord(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : [];
