import { fieldsOf, idOf, listOf, parseJson, textOf } from './index';

describe('a payload of which nothing is known', () => {
  it('is read without throwing, whatever is there', () => {
    for (const value of [null, undefined, 7, 'x', [], true]) {
      expect(fieldsOf(value)).toEqual({});
      expect(textOf(fieldsOf(value)['name'])).toBe('');
    }
    expect(listOf({})).toEqual([]);
  });

  it('has ids as numbers and as text', () => {
    expect([idOf(5), idOf('5'), idOf(''), idOf(Number.NaN), idOf(null)]).toEqual([
      '5',
      '5',
      null,
      null,
      null,
    ]);
  });

  it('is JSON in UTF-8, or nothing', () => {
    expect(parseJson(Buffer.from('{"a":1}'))).toEqual({ value: { a: 1 } });
    expect(parseJson(Buffer.from([0x22, 0xff, 0x22]))).toBeNull();
    expect(parseJson(Buffer.from('{'))).toBeNull();
  });
});
