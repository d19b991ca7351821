/** Telephone numbers that are known, however they are written. */
export interface Phones {
  set(phone: string, pseudonym: string): void;
  replace(text: string): string;
}

/** What stands before them, the area and the country, is often left out. */
const TOLD_BY = 7;

export const openPhones = (): Phones => {
  const known = new Map<string, readonly [RegExp, string]>();
  return {
    set: (phone, pseudonym) => {
      const digits = phone.replace(/\D/g, '').slice(-TOLD_BY);
      if (digits.length < TOLD_BY || known.has(digits)) return;
      known.set(digits, [patternOf(digits), pseudonym]);
    },
    replace: (text) =>
      [...known.values()].reduce(
        (rest, [pattern, pseudonym]) => rest.replace(pattern, () => pseudonym),
        text,
      ),
  };
};

const GAP = '[ ()./-]{0,3}';

const patternOf = (digits: string): RegExp => {
  const before = `(?:(?:\\+|00)\\d{1,3}${GAP})?(?:\\(?\\d{1,5}\\)?${GAP}){0,2}`;
  return new RegExp(
    `(?<![\\p{L}\\p{N}+])${before}${Array.from(digits).join(GAP)}(?![\\p{L}\\p{N}])`,
    'gu',
  );
};
