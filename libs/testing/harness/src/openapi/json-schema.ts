type Schema = Readonly<Record<string, unknown>>;

/** OpenAPI 3.0's `nullable` said as JSON Schema. */
export const strictSchemas = (document: object): object =>
  rewrite(document, (schema) => (schema['nullable'] === true ? orNull(schema) : schema)) as object;

/** Null is allowed wherever a type is named, booleans too among custom attributes. */
export const lenientSchemas = (document: object): object =>
  rewrite(document, (schema) => orNull(withoutAttributeTypes(schema))) as object;

const rewrite = (value: unknown, change: (schema: Schema) => Schema): unknown => {
  if (Array.isArray(value)) return value.map((item) => rewrite(item, change));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([name]) => name !== 'example' && name !== 'examples')
    .map(([name, item]) => [name, rewrite(item, change)]);
  return withoutNullable(change(Object.fromEntries(entries) as Schema));
};

const orNull = (schema: Schema): Schema => {
  const type = schema['type'];
  if (typeof type !== 'string' && !isTypeList(type))
    return schema['nullable'] === true
      ? { anyOf: [withoutNullable(schema), { type: 'null' }] }
      : schema;
  const values = schema['enum'];
  return {
    ...schema,
    type: [...new Set([type, 'null'].flat())],
    ...(Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {}),
  };
};

/** Said already; beside a `$ref` or a union it is an error to JSON Schema. */
const withoutNullable = (schema: Schema): Schema => {
  if (typeof schema['nullable'] !== 'boolean') return schema;
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== 'nullable'));
};

/** A property may be called `type`: only a schema has a text or a list of texts there. */
const isTypeList = (type: unknown): type is string[] =>
  Array.isArray(type) && type.every((name) => typeof name === 'string');

const withoutAttributeTypes = (schema: Schema): Schema =>
  schema['title'] === 'Custom Attributes' ? { ...schema, additionalProperties: true } : schema;
