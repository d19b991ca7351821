import type { Exported } from '../bundle';
import { namesIntroducedIn } from './introduced';
import type { People, Person, Role } from './people';

type Fields = Readonly<Record<string, unknown>>;

/** Whoever the session tells of, in the order in which they appear. */
export const meetEverybody = (
  people: People,
  { events, settings }: Pick<Exported, 'events' | 'settings'>,
): void => {
  for (const { event } of events) meetIn(people, event.type, event.data as Fields);
  for (const { rules } of settings) meetIn(people, 'settings', rules);
};

const meetIn = (people: People, section: string, fields: Fields): void => {
  for (const [key, value] of Object.entries(fields)) {
    if (typeof value === 'string') meetNamed(people, section, { key, value });
    else if (Array.isArray(value)) meetListed(people, section, { key, value });
    else if (isObject(value)) {
      if (PERSONS.has(key)) people.meet(roleOf(section, key, fields), value);
      meetInside(people, section, { key, value });
    }
  }
  if (section === 'ContactRequested') people.meet('customer', fields);
  meetIntroduced(people, section, fields);
};

/** Whoever writes says who they are. */
const meetIntroduced = (people: People, section: string, fields: Fields): void => {
  const { author, text } = fields;
  if (!WRITTEN_BY_PEOPLE.has(section) || !isObject(author) || typeof text !== 'string') return;
  const { id } = author;
  for (const name of namesIntroducedIn(text))
    people.meet(roleOf(section, 'author', fields), { id, name });
};

const WRITTEN_BY_PEOPLE: ReadonlySet<string> = new Set([
  'CustomerMessageReceived',
  'TeammateMessageReceived',
]);

const meetListed = (
  people: People,
  section: string,
  { key, value }: { readonly key: string; readonly value: readonly unknown[] },
): void => {
  for (const item of value.filter(isObject)) {
    if (key === 'companies') people.meet('company', item);
    meetIn(people, section, item);
  }
};

const meetInside = (
  people: People,
  section: string,
  { key, value }: { readonly key: string; readonly value: Fields },
): void => {
  if (ASSIGNEES.has(key)) meetAssignee(people, value);
  if (!OPEN.has(key)) meetIn(people, section, value);
};

const OPEN: ReadonlySet<string> = new Set(['attributes', 'detail']);
const PERSONS: ReadonlySet<string> = new Set(['author', 'contact', 'by']);
const ASSIGNEES: ReadonlySet<string> = new Set(['assignee', 'to']);

const roleOf = (section: string, key: string, { byAi }: Fields): Role => {
  if (key === 'contact' || section === 'CustomerMessageReceived') return 'customer';
  if (section === 'BotMessageReceived') return 'bot';
  return byAi === true ? 'ai' : 'teammate';
};

const meetAssignee = (people: People, { kind, id }: Fields): void => {
  if (typeof id === 'string' && (kind === 'ai' || kind === 'teammate' || kind === 'team'))
    people.meet(kind, { id });
};

/** A single field that names somebody. */
const meetNamed = (
  people: People,
  section: string,
  { key, value }: { readonly key: string; readonly value: string },
): void => {
  if (key === 'operator') people.meet('operator', { name: value });
  if (key === 'contactId') people.meet('customer', { id: value });
  if (key === 'teammate' || key === 'owner') people.meet('teammate', { id: value });
  if (key === 'by' && section === 'HandoffContested') people.meet('teammate', { name: value });
};

const isObject = (value: unknown): value is Fields & Person =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
