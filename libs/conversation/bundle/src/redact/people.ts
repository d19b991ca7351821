import { namesInAddress, partsOf, shortPartsOf } from './names-of';
import type { Phones } from './phones';
import type { Pseudonyms } from './pseudonyms';

export type Role = 'customer' | 'teammate' | 'team' | 'ai' | 'bot' | 'operator' | 'company';

/** What is told of one person, or company; each part may be missing. */
export interface Person {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

export interface People {
  /** Whoever has the id, the address or, in the same role, the name of somebody known is the same person. */
  meet(role: Role, person: Person): void;
  /** How many of each role. */
  count(): Readonly<Partial<Record<Role, number>>>;
}

interface Told {
  readonly pseudonyms: Pseudonyms;
  readonly phones: Phones;
}

/** `taken`: is this pseudonym a word of the session already? */
export const openPeople = (
  { pseudonyms, phones }: Told,
  taken: (pseudonym: string) => boolean,
): People => {
  const known = new Map<string, string>();
  const counts: Partial<Record<Role, number>> = {};
  const numbers: Partial<Record<Role, number>> = {};
  const free = (role: Role): string => {
    const number = (numbers[role] = (numbers[role] ?? 0) + 1);
    const pseudonym = `${role}-${number}`;
    if (taken(pseudonym)) return free(role);
    counts[role] = (counts[role] ?? 0) + 1;
    return pseudonym;
  };
  return {
    meet: (role, person) => {
      const marks = marksOf(role, person);
      if (marks.length === 0) return;
      const pseudonym = marks.map((mark) => known.get(mark)).find(Boolean) ?? free(role);
      for (const mark of marks) if (!known.has(mark)) known.set(mark, pseudonym);
      name(pseudonyms, pseudonym, person);
      phones.set(person.phone ?? '', `phone of ${pseudonym}`);
    },
    count: () => counts,
  };
};

const SHORTEST_NAME = 2;

const marksOf = (role: Role, { id, name, email, phone }: Person): readonly string[] => [
  ...(id ? [`id ${id}`] : []),
  ...(email ? [`email ${email.toLowerCase()}`] : []),
  ...(phone ? [`phone ${phone}`] : []),
  ...(name ? [`${role} ${name.toLowerCase()}`] : []),
];

const name = (pseudonyms: Pseudonyms, pseudonym: string, person: Person): void => {
  const { id = '', name: called = '', email = '', phone = '' } = person;
  const shown = pseudonym.replace('-', ' ').replace(/^./, (first) => first.toUpperCase());
  pseudonyms.set(id, pseudonym);
  pseudonyms.set(email, `${pseudonym}@redacted.invalid`);
  pseudonyms.set(phone, `phone of ${pseudonym}`);
  pseudonyms.set(called, shown, SHORTEST_NAME);
  for (const part of [...partsOf(called), ...namesInAddress(email), ...namesInAddress(called)])
    pseudonyms.set(part, shown, SHORTEST_NAME);
  for (const part of shortPartsOf(called)) pseudonyms.setExact(part, shown);
};
