import { redact } from '@deskstream/reasoning-redaction';
import type { Exported, Replaced } from '../bundle';
import { openKnown } from './known';
import { isFigure, isOurs, isWritten } from './rules';
import type { Place } from './walk';
import { rootOf, walk } from './walk';

export interface Redactor {
  /** The same shape with other words. `section`: the event's type, `envelope`, or empty. */
  rewrite<T>(section: string, value: T): T;
  readonly replaced: Replaced;
}

/** Knows everybody in an export, so that the same person has the same pseudonym wherever they are named. */
export const openRedactor = (
  exported: Exported,
  { mask }: { readonly mask: boolean },
): Redactor => {
  const known = openKnown(exported);
  const read = (): readonly string[] => {
    const texts: string[] = [];
    for (const [section, value] of sectionsOf(exported))
      walk(value, rootOf(section), (given, place) => {
        if (isText(given, place)) texts.push(known.replace(String(given), place));
        return given;
      });
    return texts;
  };
  // Twice: what is personal may be known only by a field that comes later.
  read();
  const texts = read();
  const keep = known.pseudonyms().filter((word) => !word.startsWith('['));
  const { texts: hidden, found } = redact(texts, keep);
  const without = new Map(texts.map((text, index) => [text, hidden[index] ?? '']));
  const written = (given: string | number, place: Place): string | number => {
    if (!isText(given, place) || isOurs(String(given), place)) return given;
    if (mask && isWritten(String(given), place)) return masked(String(given));
    const text = known.replace(String(given), place);
    const result = without.get(text) ?? text;
    return result === String(given) ? given : result;
  };
  return {
    rewrite: <T>(section: string, value: T) => walk(value, rootOf(section), written) as T,
    replaced: { ...known.replaced(), ...lowerCased(found) },
  };
};

const sectionsOf = (exported: Exported): readonly (readonly [string, unknown])[] => {
  const { session, events, deliveries, settings, why, passages } = exported;
  return [
    ...events.map(({ event: { type, data } }) => [type, { data }] as const),
    ...events.map(({ envelope: { subject, correlationId } }) => {
      return ['envelope', { subject, correlationId }] as const;
    }),
    ['', { session, deliveries, settings, why, passages }],
  ];
};

/** Numbers of ours are figures; in parts that others give their shape a number may be somebody's. */
const isText = (given: string | number, place: Place): boolean =>
  typeof given === 'string' || (place.open && given > LONGEST_FIGURE && !isFigure(place));

const LONGEST_FIGURE = 9_999_999;

const masked = (text: string): string =>
  text === '' ? '' : `••••• (${text.length} ${text.length === 1 ? 'character' : 'characters'})`;

const lowerCased = (counts: Readonly<Record<string, number>>): Replaced =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name.toLowerCase(), count]));
