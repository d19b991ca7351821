import type { Product } from './product';
import type { Vendor } from './workspace';
import { WORKSPACE } from './workspace';

/** What the vendor executed for us, in its own words. */
export interface Executed {
  readonly kind: string;
  readonly conversation: string | null;
  readonly partId: string | null;
  readonly at: number;
}

/** One entry of a thread, as the vendor shows it to people. */
export interface Entry {
  readonly id: string;
  readonly type: string;
  readonly from: 'customer' | 'ai' | 'teammate' | 'bot';
  readonly text: string | null;
  readonly at: number;
}

export interface Thread {
  readonly id: string;
  readonly open: boolean;
  readonly owner: 'ai' | 'teammate' | 'team' | null;
  readonly tags: readonly string[];
  readonly entries: readonly Entry[];
}

/** The people of one simulated help desk, played over its control API. */
export interface HelpDesk {
  readonly vendor: Vendor;
  start(text: string, more?: object): Promise<Thread>;
  write(conversation: string, ...texts: readonly string[]): Promise<Thread>;
  act(conversation: string, action: string, text?: string): Promise<Thread>;
  read(conversation: string): Promise<Thread>;
  rules(rules: readonly object[]): Promise<void>;
  executed(): Promise<readonly Executed[]>;
}

const BASES: Readonly<Record<Vendor, string>> = {
  intercom: '/_control',
  hubspot: '/hubspot/_control',
  front: '/front/_control',
};

export const helpDesk = ({ desk }: Pick<Product, 'desk'>, vendor: Vendor): HelpDesk => {
  const base = `${desk.url}${BASES[vendor]}`;
  const list = `${base}/${WORKSPACE}/conversations`;
  const post = async (url: string, body: object): Promise<unknown> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const get = async (url: string): Promise<unknown> => (await fetch(url)).json();
  const rulesUrl = vendor === 'hubspot' ? `${base}/rules` : `${base}/${WORKSPACE}/rules`;
  return {
    vendor,
    start: async (text, more = {}) => threadOf(await post(list, { text, ...more })),
    write: async (id, ...texts) => threadOf(await post(`${list}/${id}/customer`, { texts })),
    act: async (id, action, text) =>
      threadOf(
        await post(`${list}/${id}/teammate`, { action, ...(text === undefined ? {} : { text }) }),
      ),
    read: async (id) => threadOf(await get(`${list}/${id}`)),
    rules: async (rules) => {
      await post(rulesUrl, { rules });
    },
    executed: async () => (await get(`${base}/effects`)) as readonly Executed[],
  };
};

interface View {
  readonly id: string;
  readonly state?: string;
  readonly status?: string;
  readonly assignee: { readonly kind: Exclude<Thread['owner'], null> } | null;
  readonly tags?: readonly string[];
  readonly messages?: readonly Entry[];
  readonly entries?: readonly (Omit<Entry, 'type'> & { readonly kind: string })[];
}

const threadOf = (value: unknown): Thread => {
  const view = value as View;
  return {
    id: view.id,
    open: !CLOSED.includes(view.state ?? view.status ?? ''),
    owner: view.assignee === null ? null : view.assignee.kind,
    tags: view.tags ?? [],
    entries: view.messages ?? entriesOf(view),
  };
};

const CLOSED: readonly string[] = ['closed', 'archived'];

const entriesOf = ({ entries = [] }: View): readonly Entry[] =>
  entries.map(({ kind, ...entry }) => ({ ...entry, type: kind }));

/** What reached the customer from the assistant. */
export const answersIn = (vendor: Vendor, { entries }: Thread): readonly Entry[] =>
  entries.filter(({ from, type }) => from === 'ai' && WORDS[vendor].public.includes(type));

export const notesIn = (vendor: Vendor, { entries }: Thread): readonly Entry[] =>
  entries.filter(({ from, type }) => from === 'ai' && type === WORDS[vendor].note);

/** The vendors' names for what the customer reads, and for what only teammates do. */
const WORDS: Readonly<
  Record<Vendor, { readonly public: readonly string[]; readonly note: string }>
> = {
  intercom: { public: ['comment'], note: 'note' },
  hubspot: { public: ['MESSAGE'], note: 'COMMENT' },
  front: { public: ['outbound', 'out_reply'], note: 'comment' },
};
