import { describe, expect, it } from '@jest/globals';
import { areTooMany } from './removals';

describe('articles that a source does not list any more', () => {
  it.each([
    [{ before: 100, gone: 20 }, false],
    [{ before: 100, gone: 50 }, false],
    [{ before: 100, gone: 51 }, true],
    [{ before: 30, gone: 20 }, false],
    [{ before: 30, gone: 21 }, true],
    [{ before: 5, gone: 5 }, true],
    [{ before: 4, gone: 4 }, false],
    [{ before: 0, gone: 0 }, false],
  ])('%j: too many to be believed: %s', (removals, expected) => {
    expect(areTooMany(removals)).toBe(expected);
  });
});
