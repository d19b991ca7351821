import { fieldsOf, listOf } from '../../api/fields';
import { CHANNEL_ACCOUNTS, CHANNELS, INBOXES } from '../portal/catalogue';
import type { ChannelAccount } from '../portal/catalogue';
import { iso } from '../portal/crm';
import { contactName } from '../portal/messages';
import type { Portal } from '../portal/portal';
import { notFound, ok } from './answers';
import type { Route } from './route';
import { LONG_AGO } from './shapes';

const BASE = '/conversations/v3/conversations';
const READ = ['conversations.read'];

/** Actors, inboxes, channels and their accounts. */
export const inboxRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${BASE}/actors/:actor`,
    kind: 'read',
    scopes: READ,
    run: ({ portal, path }) => {
      const actor = actorOf(portal, path['actor'] ?? '');
      return actor === null ? notFound() : ok(actor);
    },
  },
  {
    method: 'POST',
    path: `${BASE}/actors/batch/read`,
    kind: 'read',
    scopes: READ,
    run: ({ portal, request }) => {
      const asked = listOf(fieldsOf(request.body)['inputs']).map(String);
      const results = asked.map((id) => actorOf(portal, id)).filter((actor) => actor !== null);
      const now = iso(portal.clock.now());
      const whole = { status: 'COMPLETE', startedAt: now, completedAt: now, results };
      const missing = asked.length - results.length;
      if (missing === 0) return ok(whole);
      return {
        ...ok({ ...whole, numErrors: missing, errors: [{ category: 'OBJECT_NOT_FOUND' }] }),
        status: 207,
      };
    },
  },
  {
    method: 'GET',
    path: `${BASE}/inboxes`,
    kind: 'read',
    scopes: READ,
    run: () => ok({ total: INBOXES.length, results: INBOXES.map(dated) }),
  },
  {
    method: 'GET',
    path: `${BASE}/inboxes/:id`,
    kind: 'read',
    scopes: READ,
    run: ({ path }) => foundIn(INBOXES.map(dated), path['id']),
  },
  {
    method: 'GET',
    path: `${BASE}/channels`,
    kind: 'read',
    scopes: READ,
    run: () => ok({ total: CHANNELS.length, results: CHANNELS }),
  },
  {
    method: 'GET',
    path: `${BASE}/channels/:id`,
    kind: 'read',
    scopes: READ,
    run: ({ path }) => foundIn(CHANNELS, path['id']),
  },
  {
    method: 'GET',
    path: `${BASE}/channel-accounts`,
    kind: 'read',
    scopes: READ,
    run: ({ request }) => {
      const wanted = request.query['channelId'];
      const results = ACCOUNTS.filter(
        ({ channelId }) => wanted === undefined || channelId === wanted,
      );
      return ok({ total: results.length, results });
    },
  },
  {
    method: 'GET',
    path: `${BASE}/channel-accounts/:id`,
    kind: 'read',
    scopes: READ,
    run: ({ path }) => foundIn(ACCOUNTS, path['id']),
  },
];

const foundIn = (all: readonly { readonly id: string }[], id: string | undefined) => {
  const found = all.find((each) => each.id === id);
  return found ? ok(found) : notFound();
};

const dated = (inbox: (typeof INBOXES)[number]) => ({
  ...inbox,
  createdAt: LONG_AGO,
  updatedAt: LONG_AGO,
  archived: false,
});

const accountShape = ({ id, name, channelId, address }: ChannelAccount) => ({
  id,
  name,
  channelId,
  inboxId: INBOXES[0]?.id,
  active: true,
  authorized: true,
  archived: false,
  createdAt: LONG_AGO,
  deliveryIdentifier: address,
});

const ACCOUNTS = Object.values(CHANNEL_ACCOUNTS).map(accountShape);

/** By the prefix of its id (vendors/hubspot.md §5); `null` when nobody is called so. */
const actorOf = (portal: Portal, id: string): object | null => {
  const name = id.slice(2);
  switch (id.slice(0, 2)) {
    case 'A-': {
      const rep = portal.repOf(id);
      return rep ? { type: 'AGENT', id, name: rep.name, email: rep.email } : null;
    }
    case 'V-':
      return visitor(portal, id);
    case 'E-':
      return { type: 'EMAIL', id, email: name };
    case 'I-':
      return { type: 'INTEGRATOR', id, name: 'Support Assistant' };
    case 'S-':
      return { type: 'SYSTEM', id };
    case 'B-':
      return { type: 'BOT', id, name: 'Welcome bot' };
    default:
      return null;
  }
};

const visitor = (portal: Portal, id: string): object => {
  const contact = portal.crm.find('contacts', id.slice(2));
  const email = contact?.properties['email'];
  return {
    type: 'VISITOR',
    id,
    ...(contact ? { name: contactName(contact) } : {}),
    ...(email === undefined ? {} : { email }),
  };
};
