import { plainOf } from '../../desk/text';
import type { FrontInstance } from '../instance';
import type { Conversation, FrontEvent } from '../model';
import type { Store } from '../company/store';
import { statusOf } from '../shapes/conversation-shapes';

/** A conversation as the control API and the page show it. Texts are plain; times are epoch ms. */
export interface FrontConversationView {
  readonly id: string;
  readonly customer: string;
  readonly channel: Conversation['channel'];
  readonly subject: string;
  readonly status: ReturnType<typeof statusOf>;
  readonly snoozedUntil: number | null;
  readonly inbox: string;
  readonly tags: readonly string[];
  readonly mergedInto: string | null;
  readonly assignee: {
    readonly id: string;
    readonly name: string;
    readonly kind: 'ai' | 'teammate';
  } | null;
  readonly updatedAt: number;
  readonly entries: readonly EntryView[];
}

/** A message, a comment, or something that happened; oldest first. */
export interface EntryView {
  readonly id: string;
  readonly kind: string;
  readonly from: 'customer' | 'ai' | 'teammate' | 'bot';
  readonly name: string;
  readonly text: string | null;
  readonly at: number;
}

export const frontConversationView = (
  { store }: { readonly store: Store },
  it: Conversation,
  events: readonly FrontEvent[],
): FrontConversationView => ({
  id: it.id,
  customer: store.contact(it.contactId)?.name ?? it.handle,
  channel: it.channel,
  subject: it.subject,
  status: statusOf(it),
  snoozedUntil: it.reminder?.until ?? null,
  inbox: inboxName(store, it.inboxId),
  tags: it.tagIds.map((id) => tagName(store, id)),
  mergedInto: it.mergedInto,
  assignee: assigneeOf(store, it.assigneeId),
  updatedAt: it.updatedAt,
  entries: [
    ...adopted(store, it, events),
    ...events.flatMap((event) => entryOf(store, it, event) ?? []),
  ],
});

export const frontCompanyView = ({ company, access, sender }: FrontInstance) => ({
  workspace: company.config.workspace,
  companyId: company.config.companyId,
  aiTeammateId: company.config.aiTeammateId,
  teammates: company.store.directory.teammates.map((each) => ({
    id: each.id,
    name: nameOf(company.store, each.id),
    type: each.type,
  })),
  teams: company.store.directory.teams,
  inboxes: company.store.directory.inboxes,
  webhooks: {
    application: sender.subscription(),
    rule: company.config.rule ? 'live' : 'none',
  },
  token: access.view(),
});

/** One pass over all events, for the list of all conversations. */
export const eventsByConversation = ({
  state,
}: Store): ReadonlyMap<string, readonly FrontEvent[]> =>
  Map.groupBy(state.events, ({ conversation }) => conversation);

/** Messages that came with an adopted conversation have no event of ours. */
const adopted = (
  store: Store,
  it: Conversation,
  events: readonly FrontEvent[],
): readonly EntryView[] => {
  const told = new Set(events.map(({ target }) => (target?.type === 'message' ? target.id : '')));
  return it.messages
    .filter(({ id, draft }) => !draft && !told.has(id))
    .map((message) => messageEntry(store, it, message.id, 'message'))
    .filter((entry) => entry !== null);
};

const entryOf = (store: Store, it: Conversation, event: FrontEvent): EntryView | null => {
  const { type, target } = event;
  if (target?.type === 'message') return messageEntry(store, it, target.id, type);
  const base = { id: event.id, kind: kindOf(event), at: event.at, ...actorOf(store, event) };
  if (target?.type !== 'comment') return { ...base, text: detailOf(store, event) };
  const comment = it.comments.find(({ id }) => id === target.id);
  return { ...base, text: comment?.body ?? null };
};

const messageEntry = (
  store: Store,
  it: Conversation,
  id: string,
  kind: string,
): EntryView | null => {
  const message = store.message(id)?.message;
  if (!message) return null;
  const { authorId, at } = message;
  const who =
    authorId === null
      ? { from: 'customer' as const, name: store.contact(it.contactId)?.name ?? it.handle }
      : { from: fromOf(store, authorId), name: nameOf(store, authorId) };
  return { id, kind, at, ...who, text: plainOf(message.body) };
};

const kindOf = ({ type, topic }: FrontEvent): string =>
  topic === 'conversation_snooze_expired' ? 'reminder-due' : type;

const actorOf = (store: Store, { source }: FrontEvent): Pick<EntryView, 'from' | 'name'> => {
  if (source.type === 'teammate' || source.type === 'api')
    return { from: fromOf(store, source.id), name: nameOf(store, source.id) };
  return { from: 'bot', name: source.type === 'rule' ? 'A rule' : 'Front' };
};

/** What an assignment, a tag or a move is about. */
const detailOf = (store: Store, { target }: FrontEvent): string | null => {
  if (target === null) return null;
  if (target.type === 'inboxes') return target.ids.map((id) => inboxName(store, id)).join(', ');
  if (target.type === 'teammate') return nameOf(store, target.id);
  return target.type === 'tag' ? tagName(store, target.id) : target.id;
};

const inboxName = (store: Store, id: string): string => store.directory.inbox(id)?.name ?? id;

const tagName = (store: Store, id: string): string => store.tag(id)?.name ?? id;

const assigneeOf = (store: Store, id: string | null): FrontConversationView['assignee'] =>
  id === null
    ? null
    : {
        id,
        name: nameOf(store, id),
        kind: id === store.config.aiTeammateId ? 'ai' : 'teammate',
      };

const nameOf = (store: Store, id: string): string => {
  const teammate = store.directory.teammate(id);
  return teammate ? `${teammate.firstName} ${teammate.lastName}`.trim() : id;
};

const fromOf = (store: Store, id: string): EntryView['from'] => {
  if (id === store.config.aiTeammateId) return 'ai';
  const type = store.directory.teammate(id)?.type;
  if (type === 'user') return 'teammate';
  return type === 'api' ? 'ai' : 'bot';
};
