import { isRecord } from '@deskstream/kernel';
import type { Problem } from './problem';
import { foundOf } from './problem';

/** The part of JSON Schema that settings are written in. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[] | undefined;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  /** What a text must look like, where `pattern` would not help. */
  readonly description?: string;
}

export interface Place {
  readonly path: readonly string[];
  /** Fields of objects may be left out; what stands in lists and choices is whole. */
  readonly partial?: boolean;
}

/** Everything that is wrong with a value, each with its field; empty when the schema holds. */
export const explain = (schema: Schema, value: unknown, place: Place): readonly Problem[] => {
  if (schema.anyOf !== undefined) return explainChoice(schema.anyOf, value, place);
  if (!holds(schema, value)) return [problemAt(place, expectedBy(schema), value)];
  if (schema.type === 'object')
    return explainObject(schema, value as Readonly<Record<string, unknown>>, place);
  if (schema.type === 'array') return explainList(schema, value as readonly unknown[], place);
  return [];
};

const explainObject = (
  { properties, required = [] }: Schema,
  value: Readonly<Record<string, unknown>>,
  place: Place,
): readonly Problem[] => {
  if (properties === undefined) return [];
  const unknown = Object.keys(value)
    .filter((name) => !Object.hasOwn(properties, name))
    .map((name) => ({
      field: fieldOf(inside(place, name)),
      expected: 'no such field',
      found: 'one',
    }));
  const known = Object.entries(properties).flatMap(([name, schema]) => {
    if (value[name] !== undefined) return explain(schema, value[name], inside(place, name));
    return place.partial === true || !required.includes(name)
      ? []
      : [problemAt(inside(place, name), 'a value', undefined)];
  });
  return [...unknown, ...known];
};

const explainList = (
  { items = {} }: Schema,
  value: readonly unknown[],
  { path }: Place,
): readonly Problem[] =>
  value.flatMap((item, index) => explain(items, item, { path: [...path, String(index)] }));

/** Of several shapes: the one that the value's `kind` or `type` names, or the one beside `null`. */
const explainChoice = (
  choices: readonly Schema[],
  value: unknown,
  { path }: Place,
): readonly Problem[] => {
  const place = { path };
  if (choices.some((choice) => explain(choice, value, place).length === 0)) return [];
  const meant = choices.find((choice) => isMeant(choice, value, choices));
  return meant === undefined
    ? [problemAt(place, expectedOf(choices), value)]
    : explain(meant, value, place);
};

const isMeant = (choice: Schema, value: unknown, choices: readonly Schema[]): boolean => {
  if (typeof value !== 'object' || value === null || choice.type !== 'object') return false;
  const mark = markOf(choice);
  const objects = choices.filter(({ type }) => type === 'object');
  return mark === null
    ? objects.length === 1
    : (value as Readonly<Record<string, unknown>>)[mark.name] === mark.value;
};

/** What tells one shape from the others. */
const markOf = ({ properties = {} }: Schema) => {
  const name = ['kind', 'type'].find((each) => properties[each]?.const !== undefined);
  return name === undefined ? null : { name, value: properties[name]?.const };
};

const holds = (schema: Schema, value: unknown): boolean => {
  if ('const' in schema) return value === schema.const;
  const check = CHECKS[schema.type ?? ''];
  return check === undefined || check(value, schema);
};

const CHECKS: Readonly<Record<string, (value: unknown, schema: Schema) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  integer: (value, schema) => Number.isInteger(value) && within(value as number, schema),
  number: (value, schema) => Number.isFinite(value) && within(value as number, schema),
  string: (value, { minLength = 0, pattern }) =>
    typeof value === 'string' &&
    value.length >= minLength &&
    (pattern === undefined || new RegExp(pattern).test(value)),
  array: (value, { minItems = 0, maxItems = Infinity }) =>
    Array.isArray(value) && value.length >= minItems && value.length <= maxItems,
  object: isRecord,
};

const within = (value: number, { minimum = -Infinity, maximum = Infinity }: Schema): boolean =>
  value >= minimum && value <= maximum;

const expectedBy = (schema: Schema): string => {
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.description !== undefined && schema.type === 'string') return schema.description;
  return WORDS[schema.type ?? '']?.(schema) ?? 'something else';
};

const WORDS: Readonly<Record<string, (schema: Schema) => string>> = {
  boolean: () => 'true or false',
  null: () => 'null',
  integer: (schema) => `a whole number${rangeOf(schema.minimum, schema.maximum)}`,
  number: (schema) => `a number${rangeOf(schema.minimum, schema.maximum)}`,
  string: ({ minLength = 0, pattern }) => {
    if (pattern !== undefined) return PATTERNS[pattern] ?? `a text like ${pattern}`;
    if (minLength > 1) return `a text of at least ${minLength} characters`;
    return minLength === 1 ? 'a text that is not empty' : 'a text';
  },
  array: ({ minItems, maxItems }) =>
    `a list${minItems === undefined && maxItems === undefined ? '' : ` of ${countOf(minItems, maxItems)}`}`,
  object: () => 'an object',
};

const PATTERNS: Readonly<Record<string, string>> = {
  '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$': 'a time of day from "00:00" to "24:00"',
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}$': 'a date like "2026-12-24"',
};

const rangeOf = (from?: number, to?: number): string => {
  if (from !== undefined && to !== undefined) return ` from ${from} to ${to}`;
  if (from !== undefined) return ` of at least ${from}`;
  return to === undefined ? '' : ` of at most ${to}`;
};

const countOf = (from = 0, to = Infinity): string =>
  to === Infinity ? `at least ${from}` : `${from} to ${to}`;

/** `"a", "b" or "c"`; objects by their kinds. */
const expectedOf = (choices: readonly Schema[]): string => {
  const words = choices.map((choice) => {
    const mark = markOf(choice);
    return mark === null ? expectedBy(choice) : `{"${mark.name}":${JSON.stringify(mark.value)}, …}`;
  });
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
};

const inside = ({ path, partial }: Place, name: string): Place => ({
  path: [...path, name],
  ...(partial === undefined ? {} : { partial }),
});

const fieldOf = ({ path }: Place): string => path.join('.') || 'the document';

const problemAt = (place: Place, expected: string, value: unknown): Problem => {
  const field = fieldOf(place);
  return { field, expected, found: foundOf(value, field) };
};
