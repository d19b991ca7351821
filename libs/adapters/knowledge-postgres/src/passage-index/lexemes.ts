/** How often a stem stands in a passage, weighed by where: title 3, heading 1.5, text 1. */
export interface Lexeme {
  readonly lexeme: string;
  readonly frequency: number;
}

/** `'stem':1A,7B,9 'an''other':3`: quotes and backslashes are doubled, the text's positions have no letter. */
const EACH = /'((?:[^'\\]|''|\\\\)*)':([\d,A-D]+)/g;

/** Of a tsvector as PostgreSQL prints it. */
export const lexemesOf = (printed: string): readonly Lexeme[] =>
  Array.from(printed.matchAll(EACH), ([, quoted = '', positions = '']) => ({
    lexeme: quoted.replace(/''|\\\\/g, (twice) => twice.charAt(0)),
    frequency: frequencyOf(positions),
  }));

const frequencyOf = (positions: string): number => {
  let frequency = 1;
  for (const sign of positions) frequency += MORE[sign] ?? 0;
  return frequency;
};

/** A comma begins one more position; its letter tells what that is worth above 1. */
const MORE: Readonly<Record<string, number>> = { ',': 1, A: 2, B: 0.5 };
