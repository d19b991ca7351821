import type { Clock } from '@deskstream/kernel';
import { chanceOf, sha256 } from '../../desk/random';
import type {
  By,
  Change,
  ChannelName,
  CrmObject,
  HubspotEffect,
  PortalConfig,
  PortalState,
  Rep,
  Thread,
} from '../model';
import { createContext, emptyState, settingsOf } from './context';
import { createCrm } from './crm';
import type { Written } from './messages';
import { createThreads } from './threads';
import { CUSTOMER_NAMES } from '../../desk/customer-names';

export interface PortalOptions {
  readonly config: PortalConfig;
  readonly clock: Clock;
  readonly seed: string | number;
  /** From an earlier run. Its ids are not used again. */
  readonly state?: PortalState;
  /** First number of thread, message and object ids. Default 4,000,001. */
  readonly firstId?: number;
}

export interface Customer {
  readonly name?: string;
  /** `null`: a visitor who left no address. Default: an invented one. */
  readonly email?: string | null;
  readonly company?: string;
  readonly properties?: Readonly<Record<string, string>>;
}

/** One stand-in HubSpot account: synchronous, without I/O. Subscribers get each change with its events. */
export type Portal = ReturnType<typeof createPortal>;

export const createPortal = (options: PortalOptions) => {
  const settings = settingsOf(options.config);
  const { clock, seed, state = emptyState(settings, options.firstId ?? 4_000_001) } = options;
  const context = createContext(settings, state, { clock, seed });
  const threads = createThreads(context);
  const crm = createCrm(context);
  const contactOf = (it: Thread): CrmObject => {
    const found = state.objects.find(({ type, id }) => type === 'contacts' && id === it.contactId);
    if (!found) throw new Error(`Contact ${it.contactId} of thread ${it.id} is missing.`);
    return found;
  };
  const companyNamed = (name: string): CrmObject =>
    crm.all('companies').find(({ properties }) => properties['name'] === name) ??
    crm.insert('companies', { name, domain: `${slug(name)}.example.com`, industry: 'SOFTWARE' });

  const newContact = (
    customer: Customer,
    { quiet = false }: { readonly quiet?: boolean } = {},
  ): CrmObject => {
    const number = context.nextId();
    const invented = inventedName(chanceOf(seed, number));
    const it = crm.insert('contacts', propertiesOf(customer, { number, invented }));
    const { company } = customer;
    const by: By = { actorId: `V-${it.id}`, source: 'customer' };
    if (!quiet) crm.created(it, by);
    if (company !== undefined) crm.associate(it, companyNamed(company), 1, by);
    return it;
  };

  return {
    settings,
    state,
    clock,
    reps: context.reps,
    threads,
    crm,
    contactOf,
    newContact,
    aiActorId: `A-${settings.aiUserId}`,
    nextId: context.nextId,
    /** Archived threads too; purged ones not. */
    find: (id: string): Thread | undefined =>
      state.threads.find((it) => it.id === id && !it.deleted),
    repOf: (actorId: string | null): Rep | undefined =>
      context.reps.find(({ userId }) => `A-${userId}` === actorId),
    subscribe: (listener: (change: Change) => void): (() => void) => {
      context.listeners.add(listener);
      return () => context.listeners.delete(listener);
    },
    /** A known address is found again, as the vendor does. */
    customerStarts: (
      written: Written & { readonly channel: ChannelName },
      customer: Customer = {},
    ): Thread => {
      const known = customer.email ? crm.find('contacts', customer.email, 'email') : undefined;
      return threads.start({ ...written, contact: known ?? newContact(customer) });
    },
    /** Shows a ticket beside its thread, as the help desk does. */
    linkTicket: (it: Thread, ticket: CrmObject): void => {
      it.ticketId = ticket.id;
    },
    /** Writes down what the API was asked to do and did. */
    recordEffect: (
      effect: Omit<HubspotEffect, 'workspace' | 'at' | 'bodyHash'>,
      body: string | null,
    ): void => {
      const bodyHash = body === null ? null : sha256(body);
      const { workspace } = settings;
      state.effects.push({ ...effect, workspace, bodyHash, at: clock.now() });
    },
  };
};

const propertiesOf = (
  { name, email, properties = {} }: Customer,
  { number, invented }: { readonly number: string; readonly invented: string },
): Record<string, string> => {
  const full = name ?? invented;
  const address = `${slug(full).replaceAll('-', '.')}.${Number(number).toString(36).slice(-5)}@example.com`;
  return {
    ...namesIn(full),
    lifecyclestage: 'customer',
    ...(email === null ? {} : { email: email ?? address }),
    ...properties,
  };
};

const namesIn = (name: string): { readonly firstname: string; readonly lastname: string } => {
  const [firstname = name, ...rest] = name.split(' ');
  return { firstname, lastname: rest.join(' ') };
};

const inventedName = (chance: number): string =>
  CUSTOMER_NAMES[Math.floor(chance * CUSTOMER_NAMES.length)] ?? 'Ada Novak';

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'customer';
