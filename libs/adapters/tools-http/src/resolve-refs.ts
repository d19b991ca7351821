interface Place {
  readonly depth?: number;
  /** The keys are names of fields, not words of JSON Schema. */
  readonly named?: boolean;
}

const MAX_DEPTH = 24;

/** The value with its `$ref`s into the same document put in; no other document is read. */
export const resolved = (document: unknown, value: unknown, place: Place = {}): unknown => {
  const depth = place.depth ?? 0;
  if (depth > MAX_DEPTH) throw new Error('its schema is nested too deep, or in itself');
  if (Array.isArray(value))
    return value.map((each) => resolved(document, each, { depth: depth + 1 }));
  return typeof value === 'object' && value !== null
    ? resolvedObject(document, value, { depth, named: place.named === true })
    : value;
};

const resolvedObject = (document: unknown, value: object, place: Required<Place>): unknown => {
  const ref = place.named ? null : refOf(value);
  return ref === null
    ? fieldsOf(document, value, place)
    : resolved(document, pointed(document, ref), { depth: place.depth + 1 });
};

const refOf = (value: object): string | null =>
  '$ref' in value && typeof value.$ref === 'string' ? value.$ref : null;

const fieldsOf = (
  document: unknown,
  value: object,
  { depth, named }: Required<Place>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => named || !IGNORED.has(name))
      .map(([name, inner]) => [
        name,
        resolved(document, inner, { depth: depth + 1, named: name === 'properties' && !named }),
      ]),
  );

/** For documentation only; they would cost tokens. */
const IGNORED = new Set(['example', 'examples', 'xml', 'externalDocs', 'deprecated']);

const pointed = (document: unknown, ref: string): unknown => {
  if (!ref.startsWith('#/')) throw new Error(`it refers to another document (${ref})`);
  const found = ref
    .slice(2)
    .split('/')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (at, name) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, name)
          ? (at as Readonly<Record<string, unknown>>)[name]
          : undefined,
      document,
    );
  if (found === undefined) throw new Error(`it refers to ${ref}, which is not there`);
  return found;
};
