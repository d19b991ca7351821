import type { Clock } from '@deskstream/kernel';
import type {
  Attributes,
  Change,
  Company,
  Contact,
  DeskState,
  Notification,
  TagName,
  WorkspaceConfig,
} from './model';
import { uuidOf } from './random';
import { contactShape } from './shapes';

export interface DirectoryTools {
  readonly state: DeskState;
  readonly config: WorkspaceConfig;
  readonly clock: Clock;
  readonly seed: string | number;
  readonly nextId: () => string;
  readonly tell: (change: Change) => void;
}

/** What belongs to the workspace rather than to one conversation: tags, companies, contacts. */
export const createDirectory = (tools: DirectoryTools) => {
  const { state, config, clock, seed, nextId, tell } = tools;
  const tags = (state.tags ??= [{ id: '9', name: 'export-bug' }]);
  const companies = (state.companies ??= []);
  const idOf = (kind: string): string =>
    uuidOf(seed, config.appId, kind, nextId()).replaceAll('-', '').slice(0, 24);
  const tellOf = (contact: Contact, topic: string): void =>
    tell({
      conversation: null,
      part: null,
      notifications: [contactNotification(tools, contact, topic)],
    });
  return {
    tags: (): readonly TagName[] => tags,
    companies: (): readonly Company[] => companies,
    companiesOf: (contact: Contact): readonly Company[] =>
      companies.filter(({ id }) => contact.companyIds?.includes(id)),
    /** Names are case-insensitive: a tag that is there is found. */
    tagNamed: (name: string): TagName => {
      const found = tags.find((tag) => tag.name.toLowerCase() === name.trim().toLowerCase());
      if (found) return found;
      const tag = { id: nextId(), name: name.trim() };
      tags.push(tag);
      return tag;
    },
    /** Finds by name or adds, and attaches the contact; the first attached is the first listed. */
    attachCompany: (contact: Contact, name: string, attributes: Attributes = {}): Company => {
      const known = companies.find((each) => each.name === name);
      const company = known ?? { id: idOf('company'), name, createdAt: clock.now(), attributes };
      if (!known) companies.push(company);
      contact.companyIds = [...new Set([...(contact.companyIds ?? []), company.id])];
      tell({ conversation: null, part: null, notifications: [] });
      return company;
    },
    contactsOfEmail: (email: string): readonly Contact[] =>
      state.contacts.filter((each) => each.email.toLowerCase() === email.toLowerCase()),
    createContact: (email: string, name: string): Contact => {
      const contact: Contact = {
        type: 'user',
        id: idOf('contact'),
        name,
        email,
        createdAt: clock.now(),
      };
      state.contacts.push(contact);
      tellOf(contact, 'contact.user.created');
      return contact;
    },
    setContactAttributes: (contact: Contact, attributes: Attributes): void => {
      contact.customAttributes = { ...contact.customAttributes, ...attributes };
      contact.updatedAt = clock.now();
      tellOf(contact, 'contact.user.updated');
    },
  };
};

/** Dates are ISO strings in webhooks, seconds in answers (vendors/intercom.md §2). */
const contactNotification = (
  { config, clock, seed, nextId }: DirectoryTools,
  contact: Contact,
  topic: string,
): Notification => {
  const shape = contactShape(contact, config.appId);
  const dates = Object.entries(shape).flatMap(([key, value]) =>
    key.endsWith('_at') && typeof value === 'number'
      ? [[key, new Date(value * 1000).toISOString()]]
      : [],
  );
  return {
    id: `notif_${uuidOf(seed, config.appId, contact.id, topic, nextId())}`,
    topic,
    conversation: null,
    at: clock.now(),
    item: { ...shape, ...(Object.fromEntries(dates) as object) },
  };
};
