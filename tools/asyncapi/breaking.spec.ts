import Type from 'typebox';
import { breaking } from './breaking';

const schema = Type.Object({
  at: Type.Integer(),
  how: Type.Union([Type.Literal('said'), Type.Literal('quiet')]),
  note: Type.Optional(Type.String()),
});

describe('a change of a stored shape', () => {
  it('may add an optional field, and a kind of a thing', () => {
    const grown = Type.Object({
      ...schema.properties,
      how: Type.Union([...schema.properties.how.anyOf, Type.Literal('asked')]),
      cost: Type.Optional(Type.Integer()),
    });
    expect(breaking(schema, grown)).toEqual([]);
  });

  it.each([
    ['takes a field away', { note: undefined }, ['/note is gone']],
    ['asks for more', { cost: Type.Integer() }, ['/cost is absent from older records']],
    ['makes a field of another type', { at: Type.String() }, ['/at has another type']],
    ['makes a field optional', { at: Type.Optional(Type.Integer()) }, ['/at may be absent now']],
    [
      'takes a kind away',
      { how: Type.Union([Type.Literal('said')]) },
      ['/how is no longer {"type":"string","const":"quiet"}'],
    ],
  ])('breaks readers when it %s', (_, change, problems) => {
    const properties = Object.entries({ ...schema.properties, ...change });
    const changed = Object.fromEntries(
      properties.flatMap(([name, field]) => (field === undefined ? [] : [[name, field] as const])),
    );
    expect(breaking(schema, Type.Object(changed))).toEqual(problems);
  });
});
