import type { PersonalKind } from './kinds';
import { FINDERS } from './kinds';

export interface Redacted {
  /** As given, with `[EMAIL_1]` and the like in place of personal data. */
  readonly texts: readonly string[];
  /** Puts everything back; also into texts that only quote a placeholder. */
  restore(text: string): string;
  /** The longest placeholder, in characters. */
  readonly longest: number;
  /** How many different ones of each kind there were. */
  readonly found: Readonly<Partial<Record<PersonalKind, number>>>;
}

/**
 * E-mail addresses, IBANs, cards, IP addresses, telephone numbers and long numbers out of texts that go to
 * a third party. The same value has the same placeholder in all texts, numbered as they appear, so that
 * more text behind changes nothing before. A placeholder that a text holds by itself is never used.
 * What stands in `keep` is left alone wherever it is, as the marks around data must be.
 */
export const redact = (texts: readonly string[], keep: readonly string[] = []): Redacted => {
  const book = openBook(texts);
  const made = texts.map((text) =>
    FINDERS.reduce<readonly Piece[]>(
      (pieces, { kind, pattern, holds }) =>
        pieces.flatMap((piece) =>
          piece.closed
            ? [piece]
            : split(piece.text, pattern, (found) =>
                holds(found) ? book.placeholder(kind, found) : null,
              ),
        ),
      piecesAround(text, keep),
    )
      .map((piece) => piece.text)
      .join(''),
  );
  return {
    texts: made,
    restore: (text) => text.replace(PLACEHOLDER, (name) => book.values.get(name) ?? name),
    longest: Math.max(0, ...Array.from(book.values.keys(), ({ length }) => length)),
    found: book.found,
  };
};

const PLACEHOLDER = /\[(?:EMAIL|IBAN|CARD|IP|PHONE|NUMBER)_\d+\]/g;

interface Piece {
  readonly text: string;
  /** A placeholder: not looked into again. */
  readonly closed: boolean;
}

const piecesAround = (text: string, keep: readonly string[]): readonly Piece[] =>
  keep
    .filter((each) => each !== '')
    .reduce<readonly Piece[]>(
      (pieces, kept) =>
        pieces.flatMap((piece) => {
          if (piece.closed) return [piece];
          return piece.text
            .split(kept)
            .flatMap((part, index) => [
              ...(index === 0 ? [] : [{ text: kept, closed: true }]),
              { text: part, closed: false },
            ]);
        }),
      [{ text, closed: false }],
    );

const split = (
  text: string,
  pattern: RegExp,
  nameOf: (found: string) => string | null,
): readonly Piece[] => {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    const name = nameOf(found);
    if (name === null) continue;
    pieces.push({ text: text.slice(from, index), closed: false }, { text: name, closed: true });
    from = index + found.length;
  }
  return [...pieces, { text: text.slice(from), closed: false }];
};

const openBook = (texts: readonly string[]) => {
  const names = new Map<string, string>();
  const values = new Map<string, string>();
  const found: Partial<Record<PersonalKind, number>> = {};
  const next = new Map<PersonalKind, number>();
  const taken = new Set(texts.flatMap((text) => text.match(PLACEHOLDER) ?? []));
  const free = (kind: PersonalKind): string => {
    const number = (next.get(kind) ?? 0) + 1;
    next.set(kind, number);
    const name = `[${kind}_${number}]`;
    return taken.has(name) ? free(kind) : name;
  };
  const placeholder = (kind: PersonalKind, value: string): string => {
    const key = `${kind} ${value}`;
    const name = names.get(key) ?? free(kind);
    if (!names.has(key)) found[kind] = (found[kind] ?? 0) + 1;
    names.set(key, name);
    values.set(name, value);
    return name;
  };
  return { placeholder, values, found };
};
