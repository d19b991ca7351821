import { fold, spellingsOf } from './folded';

/** Values that stand for somebody or something, and what stands in their place. */
export interface Pseudonyms {
  /**
   * The first name that a value is given stays. `shortest`: fewer characters are replaced only where they
   * are the whole value, because they are words or numbers of everyday texts as well.
   */
  set(value: string, pseudonym: string, shortest?: number): void;
  /** Of two letters, as in `Li`: replaced where it is written just so. */
  setExact(value: string, pseudonym: string): void;
  /** Whole values, and inside texts where they stand alone; letters' case and accents do not matter there. */
  replace(text: string): string;
  readonly all: readonly string[];
}

interface Inside {
  readonly pseudonym: string;
  /** Only in this spelling. */
  readonly exactly?: string;
}

const SHORTEST = 4;

export const openPseudonyms = (): Pseudonyms => {
  const whole = new Map<string, string>();
  const inside = new Map<string, Inside>();
  let pattern: RegExp | null = null;
  const add = (folded: string, what: Inside): void => {
    if (folded === '' || inside.has(folded)) return;
    inside.set(folded, what);
    pattern = null;
  };
  return {
    set: (value, pseudonym, shortest = SHORTEST) => {
      if (value === '' || whole.has(value)) return;
      whole.set(value, pseudonym);
      if (value.length < shortest) return;
      for (const spelling of spellingsOf(value)) add(spelling, { pseudonym });
    },
    setExact: (value, pseudonym) => add(fold(value).text, { pseudonym, exactly: value }),
    replace: (text) => {
      if (inside.size === 0) return whole.get(text) ?? text;
      pattern ??= patternOf([...inside.keys()]);
      return whole.get(text) ?? replaceInside(text, pattern, inside);
    },
    get all() {
      return [...new Set([...whole.values(), ...Array.from(inside.values(), nameOf)])];
    },
  };
};

const nameOf = ({ pseudonym }: Inside): string => pseudonym;

const replaceInside = (
  text: string,
  pattern: RegExp,
  inside: ReadonlyMap<string, Inside>,
): string => {
  const folded = fold(text);
  const parts: string[] = [];
  let from = 0;
  for (const { 0: found, index } of folded.text.matchAll(pattern)) {
    const { pseudonym, exactly } = inside.get(found) ?? { pseudonym: found };
    const [begin, end] = [folded.at(index), folded.at(index + found.length)];
    const isMeant = exactly === undefined || text.slice(begin, end) === exactly;
    if (!isMeant || begin < from) continue;
    parts.push(text.slice(from, begin), pseudonym);
    from = end;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(from);
};

const patternOf = (folded: readonly string[]): RegExp => {
  const longestFirst = [...folded].sort((a, b) => b.length - a.length).map(aloneOf);
  return new RegExp(longestFirst.join('|'), 'gu');
};

/** Scripts that set no blanks between words, or add endings to names. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const aloneOf = (folded: string): string => {
  const characters = Array.from(folded);
  const [first = '', last = ''] = [characters.at(0), characters.at(-1)];
  const before = UNSPACED.test(first) ? '' : '(?<![\\p{L}\\p{N}])';
  const after = UNSPACED.test(last) ? '' : '(?![\\p{L}\\p{N}])';
  return `${before}${escaped(folded)}${after}`;
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
