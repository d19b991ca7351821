import type { Clock } from '@deskstream/kernel';
import { chanceOf, sha256 } from '../../desk/random';
import type { FrontCompanyConfig } from '../config';
import type { Channel, Contact, Conversation, FrontState, Message, Tag } from '../model';
import { directoryOf } from './directory';
import { CUSTOMER_NAMES } from '../../desk/customer-names';

export interface StoreOptions {
  readonly config: FrontCompanyConfig;
  readonly clock: Clock;
  readonly seed: string | number;
  /** From an earlier run. Its ids are not used again. */
  readonly state?: FrontState;
  readonly firstId?: number;
}

/** What a company holds, and how it is found. Changes are in `acts.ts`. */
export type Store = ReturnType<typeof createStore>;

export const createStore = ({
  config,
  clock,
  seed,
  state: given,
  firstId = 100_001,
}: StoreOptions) => {
  const state = given ?? emptyState(firstId);
  const byId = new Map(state.conversations.map((each) => [each.id, each]));
  const messages = new Map(
    state.conversations.flatMap((it) =>
      it.messages.map((message) => [message.id, { it, message }]),
    ),
  );
  const uids = new Map([...messages.values()].map((found) => [found.message.uid, found]));
  const contacts = new Map(state.contacts.map((each) => [each.id, each]));
  const nextId = (prefix: string): string => `${prefix}_${(state.nextId += 1).toString(36)}`;
  const uidOf = (id: string): string =>
    sha256(JSON.stringify([seed, config.companyId, id])).slice(0, 32);
  const addContact = (contact: Contact): Contact => {
    state.contacts.push(contact);
    contacts.set(contact.id, contact);
    return contact;
  };
  return {
    config,
    clock,
    state,
    directory: directoryOf(config),
    nextId,
    uidOf,
    find: (id: string): Conversation | undefined => byId.get(id),
    message: (id: string) => messages.get(id),
    messageByUid: (uid: string) => uids.get(uid),
    contact: (id: string): Contact | undefined => contacts.get(id),
    contactByHandle: (handle: string): Contact | undefined =>
      state.contacts.find(({ handles }) => handles.some((each) => each.handle === handle)),
    tag: (id: string): Tag | undefined => state.tags.find((each) => each.id === id),
    tagNamed: (name: string): Tag | undefined =>
      state.tags.find((each) => each.name.toLowerCase() === name.toLowerCase()),
    addTag: (name: string): Tag => {
      const tag: Tag = { id: nextId('tag'), name, at: clock.now() };
      state.tags.push(tag);
      return tag;
    },
    addContact,
    newContact: (channel: Channel, name?: string): Contact => {
      const id = nextId('crd');
      const domain = DOMAINS[Math.floor(chanceOf(seed, id) * DOMAINS.length)] ?? 'example.com';
      const account = ACCOUNT_OF[domain] ?? null;
      return addContact({
        id,
        name: name ?? CUSTOMER_NAMES[state.contacts.length % CUSTOMER_NAMES.length] ?? 'Customer',
        handles: [handleOf(channel, id, domain)],
        accountId: account,
        customFields: {},
        createdAt: clock.now(),
      });
    },
    addConversation: (it: Conversation): Conversation => {
      state.conversations.push(it);
      byId.set(it.id, it);
      it.messages.forEach((message) => {
        messages.set(message.id, { it, message });
        uids.set(message.uid, { it, message });
      });
      return it;
    },
    addMessage: (
      it: Conversation,
      draft: Omit<Message, 'id' | 'at' | 'uid'> & { uid?: string },
    ): Message => {
      const id = nextId('msg');
      const message: Message = { uid: uidOf(id), ...draft, id, at: clock.now() };
      it.messages.push(message);
      messages.set(id, { it, message });
      uids.set(message.uid, { it, message });
      return message;
    },
  };
};

const emptyState = (firstId: number): FrontState => ({
  nextId: firstId,
  conversations: [],
  contacts: [],
  tags: [{ id: 'tag_4exa1', name: 'export-bug', at: 1_788_732_000_120 }],
  events: [],
  effects: [],
  outbox: [],
});

const handleOf = (channel: Channel, id: string, domain: string) => {
  const digits = parseInt(sha256(id).slice(0, 10), 16) % 10_000_000;
  if (channel === 'email') return { source: 'email', handle: `${id.slice(4)}@${domain}` };
  if (channel === 'front_chat') return { source: 'front_chat', handle: `visitor-${id.slice(4)}` };
  return { source: 'phone', handle: `+1555${String(digits).padStart(7, '0')}` };
};

const DOMAINS = ['example.com', 'northwind.example', 'brightpath.example'];
const ACCOUNT_OF: Readonly<Record<string, string>> = {
  'northwind.example': 'acc_4exa1',
  'brightpath.example': 'acc_4exa2',
};
