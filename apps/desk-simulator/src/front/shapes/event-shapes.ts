import type { Store } from '../company/store';
import { RULE_ID } from '../company/directory';
import type { Conversation, FrontEvent, Source, Target } from '../model';
import { commentShape, conversationShape, messageShape } from './conversation-shapes';
import { inboxShape, linkOf, secondsOf, tagShape, teammateShape } from './directory-shapes';

/** An event as `/events` and full webhooks have it; the conversation is the one of now. */
export const eventShape = (store: Store, event: FrontEvent, it: Conversation) => ({
  _links: { self: linkOf(store, `/events/${event.id}`) },
  id: event.id,
  type: event.type,
  emitted_at: secondsOf(event.at),
  conversation: conversationShape(store, it, true),
  source: { _meta: { type: event.source.type }, data: sourceData(store, event.source) },
  ...(event.target === null
    ? {}
    : {
        target: {
          _meta: { type: event.target.type },
          data: targetData(store, it, event.target),
        },
      }),
});

/** The preview of a rule webhook: no message body, no last message. */
export const previewShape = (store: Store, event: FrontEvent, it: Conversation) => {
  const full = eventShape(store, event, it);
  const { last_message: _left, ...conversation } = full.conversation;
  const found = event.target?.type === 'message' ? store.message(event.target.id) : undefined;
  if (!found) return { ...full, conversation };
  const { _links, id, type, is_inbound, created_at, blurb } = messageShape(
    store,
    it,
    found.message,
  );
  const data = { _links, id, type, is_inbound, created_at, blurb };
  return { ...full, conversation, target: { _meta: { type: 'message' }, data } };
};

const sourceData = (store: Store, source: Source): unknown => {
  if (source.type === 'reminder') return null;
  if (source.type === 'inboxes') return inboxes(store, source.ids);
  if (source.type === 'rule') return ruleShape(store, source.id);
  const teammate = store.directory.teammate(source.id);
  return teammate ? teammateShape(store, teammate) : null;
};

const targetData = (store: Store, it: Conversation, target: Target): unknown =>
  target.type === 'inboxes'
    ? inboxes(store, target.ids)
    : (TARGETS[target.type](store, it, target.id) ?? null);

const TARGETS: {
  readonly [K in Exclude<Target['type'], 'inboxes'>]: (
    store: Store,
    it: Conversation,
    id: string,
  ) => unknown;
} = {
  message: (store, it, id) =>
    shaped(store.message(id), ({ message }) => messageShape(store, it, message)),
  comment: (store, it, id) =>
    shaped(
      it.comments.find((each) => each.id === id),
      (comment) => commentShape(store, it, comment),
    ),
  teammate: (store, _it, id) =>
    shaped(store.directory.teammate(id), (teammate) => teammateShape(store, teammate)),
  tag: (store, _it, id) => shaped(store.tag(id), (tag) => tagShape(store, tag)),
  conversation: (store, _it, id) =>
    shaped(store.find(id), (merged) => conversationShape(store, merged)),
};

const shaped = <T>(found: T | undefined, shape: (it: T) => unknown): unknown =>
  found === undefined ? undefined : shape(found);

const inboxes = (store: Store, ids: readonly string[]) =>
  ids.flatMap((id) => {
    const inbox = store.directory.inbox(id);
    return inbox ? [inboxShape(store, inbox)] : [];
  });

const ruleShape = (store: Store, id: string) => ({
  _links: {
    self: linkOf(store, `/rules/${id}`),
    related: { owner: linkOf(store, '/teams/tim_4exa1') },
  },
  id,
  name: id === RULE_ID ? 'Simulated rule' : id,
  actions: ['Run a simulated rule'],
  is_private: false,
});
