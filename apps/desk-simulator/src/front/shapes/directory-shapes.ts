import { LINK_BASE } from '../config';
import type { Store } from '../company/store';
import type { Account, Contact, Inbox, Tag, Team, Teammate } from '../model';

/** Front's times are seconds with a fraction. */
export const secondsOf = (at: number): number => at / 1000;

export const linkOf = ({ config }: Store, path: string): string =>
  `${config.linkBase ?? LINK_BASE}${path}`;

export const teammateShape = (store: Store, it: Teammate) => ({
  _links: {
    self: linkOf(store, `/teammates/${it.id}`),
    related: {
      inboxes: linkOf(store, `/teammates/${it.id}/inboxes`),
      conversations: linkOf(store, `/teammates/${it.id}/conversations`),
    },
  },
  id: it.id,
  email: it.email,
  username: it.username,
  first_name: it.firstName,
  last_name: it.lastName,
  is_admin: false,
  is_available: true,
  is_blocked: false,
  type: it.type,
  license_type: 'full',
  custom_fields: {},
});

export const inboxShape = (store: Store, { id, name, teamId }: Inbox) => ({
  _links: {
    self: linkOf(store, `/inboxes/${id}`),
    related: {
      channels: linkOf(store, `/inboxes/${id}/channels`),
      conversations: linkOf(store, `/inboxes/${id}/conversations`),
      teammates: linkOf(store, `/inboxes/${id}/teammates`),
      owner: linkOf(store, `/teams/${teamId}`),
    },
  },
  id,
  name,
  is_private: false,
  is_public: true,
  address: `${name.toLowerCase()}@in.example.com`,
  send_as: `${name.toLowerCase()}@example.com`,
  type: 'smtp',
  custom_fields: {},
});

/** Each inbox has one channel, named after it. */
export const channelShape = (store: Store, { id, name, teamId }: Inbox) => ({
  _links: {
    self: linkOf(store, `/channels/cha_${id.slice(4)}`),
    related: {
      inbox: linkOf(store, `/inboxes/${id}`),
      owner: linkOf(store, `/teams/${teamId}`),
    },
  },
  id: `cha_${id.slice(4)}`,
  name,
  address: `${name.toLowerCase()}@example.com`,
  type: 'smtp',
  send_as: `${name.toLowerCase()}@example.com`,
  settings: { undo_send_time: 0, all_teammates_can_reply: true },
  is_private: false,
  is_valid: true,
});

export const teamPreviewShape = (store: Store, { id, name }: Team) => ({
  _links: { self: linkOf(store, `/teams/${id}`) },
  id,
  name,
});

export const teamShape = (store: Store, team: Team) => ({
  ...teamPreviewShape(store, team),
  inboxes: store.directory.inboxes
    .filter(({ teamId }) => teamId === team.id)
    .map((each) => inboxShape(store, each)),
  members: store.directory.teammates.map((each) => teammateShape(store, each)),
});

export const tagShape = (store: Store, { id, name, at }: Tag) => ({
  _links: {
    self: linkOf(store, `/tags/${id}`),
    related: {
      conversations: linkOf(store, `/tags/${id}/conversations`),
      owner: linkOf(store, '/teams/tim_4exa1'),
      parent_tag: null,
      children: null,
    },
  },
  id,
  name,
  description: null,
  highlight: null,
  is_private: false,
  is_visible_in_conversation_lists: true,
  created_at: secondsOf(at),
  updated_at: secondsOf(at),
});

export const contactShape = (store: Store, it: Contact) => ({
  _links: {
    self: linkOf(store, `/contacts/${it.id}`),
    related: {
      notes: linkOf(store, `/contacts/${it.id}/notes`),
      conversations: linkOf(store, `/contacts/${it.id}/conversations`),
      owner: null,
    },
  },
  id: it.id,
  name: it.name,
  description: '',
  avatar_url: null,
  links: [],
  groups: [],
  lists: [],
  handles: it.handles,
  custom_fields: it.customFields,
  is_private: false,
});

export const accountShape = (store: Store, { id, name, domain }: Account) => ({
  _links: {
    self: linkOf(store, `/accounts/${id}`),
    related: { contacts: linkOf(store, `/accounts/${id}/contacts`) },
  },
  id,
  name,
  logo_url: null,
  description: null,
  domains: [domain],
  external_id: null,
  custom_fields: {},
  created_at: 1_770_000_000,
  updated_at: 1_780_000_000,
});
