import { describe, expect, it } from '@jest/globals';
import { lexemesOf } from './lexemes';

describe('the stems of a passage', () => {
  it('are weighed by where they stand: title 3, heading 1.5, text 1', () => {
    expect(lexemesOf("'export':1A,4B,7,9 'stuck':5B 'cancel':11")).toEqual([
      { lexeme: 'export', frequency: 6.5 },
      { lexeme: 'stuck', frequency: 1.5 },
      { lexeme: 'cancel', frequency: 1 },
    ]);
  });

  it('hold quotes, backslashes and what looks like an end', () => {
    expect(lexemesOf(String.raw`'c:\\it''s':2C ''':1,2':3 'ü x':4`)).toEqual([
      { lexeme: "c:\\it's", frequency: 1 },
      { lexeme: "':1,2", frequency: 1 },
      { lexeme: 'ü x', frequency: 1 },
    ]);
  });

  it('of a text without words are none', () => {
    expect(lexemesOf('')).toEqual([]);
  });
});
