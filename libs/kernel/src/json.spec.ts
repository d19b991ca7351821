import { isRecord, stableJson } from './json';

it('a record is an object of JSON, and no list', () => {
  const given = [{}, { a: 1 }, [], null, 'text', 1, undefined];
  expect(given.map(isRecord)).toEqual([true, true, false, false, false, false, false]);
});

it('equal values give the same text, lists keep their order', () => {
  const text = stableJson({ b: [{ d: 1, c: 2 }, 1], a: null });
  expect(text).toBe('{"a":null,"b":[{"c":2,"d":1},1]}');
  expect(stableJson({ a: null, b: [{ c: 2, d: 1 }, 1] })).toBe(text);
});
