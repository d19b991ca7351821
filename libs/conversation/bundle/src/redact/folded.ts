/** A text as names are compared: in one case, without accents, whatever Unicode spells it with. */
export interface Folded {
  readonly text: string;
  /** Where the unit `index` of `text` stands in the text as given; of its length: the end. */
  at(index: number): number;
}

export const fold = (given: string): Folded =>
  ASCII.test(given) ? { text: given.toLowerCase(), at: (index) => index } : foldEach(given);

const ASCII = /^[\0-\x7f]*$/;

const foldEach = (given: string): Folded => {
  const units: string[] = [];
  const places: number[] = [];
  let place = 0;
  for (const character of given) {
    for (const unit of foldedOf(character)) {
      units.push(unit);
      for (let left = unit.length; left > 0; left -= 1) places.push(place);
    }
    place += character.length;
  }
  return { text: units.join(''), at: (index) => places[index] ?? given.length };
};

/** Marks that stand alone fold to nothing, so that they go with the letter before them. */
const foldedOf = (character: string): string => {
  if (HANGUL.test(character)) return character;
  const plain = character.normalize('NFKD').replace(ACCENTS, '').toLowerCase();
  return LETTERS[plain] ?? plain;
};

const HANGUL = /\p{Script=Hangul}/u;
const ACCENTS = /[\u0300-\u036f]/g;
/** What Unicode does not take apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ð: 'd',
  þ: 'th',
};

/** The same name as others may write it: `Zöllner`, `Zoellner`, `Zollner`. */
export const spellingsOf = (name: string): readonly string[] => {
  const { text } = fold(name);
  const spelled = fold(name.normalize('NFC').replace(UMLAUT, inLetters)).text;
  const plain = text.replace(/([aou])e/g, '$1').replaceAll('aa', 'a');
  return [...new Set([text, spelled, ...(isNameLike(text) && plain.length > 4 ? [plain] : [])])];
};

/** An id with other letters is another id. */
const isNameLike = (text: string): boolean => /^[\p{L}\s'’.-]+$/u.test(text);

const UMLAUT = /[äöüåø]/giu;
const inLetters = (letter: string): string => UMLAUTS[letter.toLowerCase()] ?? letter;

const UMLAUTS: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  å: 'aa',
  ø: 'oe',
};
