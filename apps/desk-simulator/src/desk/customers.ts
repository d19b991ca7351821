import type { Clock } from '@deskstream/kernel';
import { CUSTOMER_NAMES } from './customer-names';
import type { Contact, Conversation, DeskState, WorkspaceConfig } from './model';
import { chanceOf, uuidOf } from './random';

interface CustomersOptions {
  readonly state: DeskState;
  readonly config: WorkspaceConfig;
  readonly clock: Clock;
  readonly seed: string | number;
  readonly nextId: () => string;
}

/** The people who write to the desk; who gives no name gets one by chance of the seed. */
export const createCustomers = ({ state, config, clock, seed, nextId }: CustomersOptions) => ({
  contact: (id: string): Contact | undefined => state.contacts.find((each) => each.id === id),
  contactOf: (it: Conversation): Contact => {
    const found = state.contacts.find(({ id }) => id === it.contactId);
    if (!found) throw new Error(`Contact ${it.contactId} of conversation ${it.id} is missing.`);
    return found;
  },
  newContact: (name?: string): Contact => {
    const number = nextId();
    const contact: Contact = {
      type: 'user',
      id: uuidOf(seed, config.appId, 'contact', number).replaceAll('-', '').slice(0, 24),
      name:
        name ??
        CUSTOMER_NAMES[Math.floor(chanceOf(seed, number) * CUSTOMER_NAMES.length)] ??
        'Customer',
      email: `customer-${number}@example.com`,
      createdAt: clock.now(),
    };
    state.contacts.push(contact);
    return contact;
  },
});
