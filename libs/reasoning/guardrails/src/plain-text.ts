/**
 * What a reader sees: characters that hide or disguise words are taken out (zero width, soft hyphens,
 * direction marks, tags), look-alike and full-width letters become plain ones, accents go.
 */
export const plainText = (text: string): string =>
  [...text.normalize('NFKD').replace(HIDDEN, '').replace(ACCENTS, '')]
    .map((letter) => LOOK_ALIKES.get(letter) ?? letter)
    .join('')
    .replace(/[ \t]+/g, ' ')
    .toLowerCase();

const HIDDEN =
  /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFE00-\uFE0F\uFEFF\u{E0000}-\u{E007F}]/gu;
const ACCENTS = /[\u0300-\u036F]/g;

/** Cyrillic and Greek letters inside Latin words; in Cyrillic words they are undone by `rules`, which are transliterated too. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  [...'аеорсухіјѕԁһьΑΒΕΖΗΙΚΜΝΟΡΤΥΧο'].map((letter, index) => [
    letter,
    [...'aeopcyxijsdhbABEZHIKMNOPTYXo'][index] ?? letter,
  ]),
);
