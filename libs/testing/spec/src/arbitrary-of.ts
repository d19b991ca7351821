import fc from 'fast-check';

/** What of JSON Schema our events and inputs use. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
}

/** Values that a schema allows, with and without what is optional. Fails for a type it does not know. */
export const arbitraryOf = (
  schema: object,
  strings: fc.Arbitrary<string> = fc.string({ unit: 'grapheme', maxLength: 40 }),
): fc.Arbitrary<unknown> => {
  const { const: literal, anyOf, type } = schema as Schema;
  if (literal !== undefined) return fc.constant(literal);
  if (anyOf !== undefined) return fc.oneof(...anyOf.map((each) => arbitraryOf(each, strings)));
  if (type === undefined) return fc.jsonValue();
  const make = BY_TYPE[type];
  if (make === undefined) throw new Error(`no arbitrary for a schema of type "${type}"`);
  return make(schema, strings);
};

type Make = (schema: Schema, strings: fc.Arbitrary<string>) => fc.Arbitrary<unknown>;

const objectOf: Make = ({ properties = {}, required = [], patternProperties }, strings) => {
  const [values] = Object.values(patternProperties ?? {});
  if (values !== undefined)
    return fc.dictionary(fc.string({ minLength: 1 }), arbitraryOf(values, strings));
  const fields = Object.entries(properties).map(([name, field]) => [
    name,
    arbitraryOf(field, strings),
  ]);
  const model = Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>;
  return fc.record(model, { requiredKeys: [...required] });
};

const BY_TYPE: Readonly<Record<string, Make>> = {
  string: (_schema, strings) => strings,
  number: () => fc.double({ noNaN: true, noDefaultInfinity: true }),
  integer: () => fc.nat(),
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  array: ({ items = {} }, strings) => fc.array(arbitraryOf(items, strings), { maxLength: 3 }),
  object: objectOf,
};
