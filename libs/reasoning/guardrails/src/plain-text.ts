/**
 * What a reader sees: characters that hide or disguise words are taken out (zero width, soft hyphens,
 * direction marks, tags), look-alike and full-width letters become plain ones, accents go.
 */
export const plainText = (text: string): string =>
  Array.from(text.normalize('NFKD').replace(HIDDEN, '').replace(ACCENTS, '').toLowerCase())
    .map((letter) => LOOK_ALIKES.get(letter) ?? letter)
    .join('')
    .replace(/[ \t]+/g, ' ');

const HIDDEN = /\p{Cf}|[\uFE00-\uFE0F]/gu;
const ACCENTS = /[\u0300-\u036F]/g;

const pairs = (from: string, to: string): readonly (readonly [string, string])[] =>
  Array.from(from, (letter, index) => [letter, to.charAt(index)] as const);

/** Letters of other alphabets that read as Latin ones. Patterns go through `plainText` as well, so Cyrillic words meet themselves. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ...pairs('аеорсухіјѕԁһь', 'aeopcyxijsdhb'),
  ...pairs('αβεικνορτυχ', 'abeiknoptux'),
]);
