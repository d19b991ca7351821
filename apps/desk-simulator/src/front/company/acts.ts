import { htmlOf } from '../../desk/text';
import type {
  Comment,
  Conversation,
  CustomFields,
  FrontEvent,
  Message,
  Source,
  Tag,
  Target,
} from '../model';
import type { Store } from './store';

export interface Told {
  readonly type: string;
  readonly topic: string | null;
  readonly source: Source;
  readonly target?: Target | null;
}

/** Everything that people, rules and the API can do to a conversation. What changes nothing tells nothing. */
export type Acts = ReturnType<typeof createActs>;

export const createActs = (store: Store, tell: (it: Conversation, told: Told) => FrontEvent) => {
  const { clock } = store;
  const change = (
    it: Conversation,
    when: boolean,
    work: () => void,
    told: Told,
  ): FrontEvent | null => {
    if (!when) return null;
    work();
    return tell(it, told);
  };
  const withTarget = (type: 'teammate' | 'tag', id: string): Target => ({ type, id });
  return {
    inbound: (it: Conversation, text: string): Message => {
      const message = store.addMessage(it, {
        ...plainMessage(it),
        inbound: true,
        body: htmlOf(text),
        authorId: null,
      });
      if (it.state !== 'deleted' && it.state !== 'spam') it.state = 'open';
      it.reminder = null;
      const source: Source = { type: 'inboxes', ids: [it.inboxId] };
      tell(it, {
        type: 'inbound',
        topic: 'inbound_received',
        source,
        target: { type: 'message', id: message.id },
      });
      return message;
    },
    /** To the customer. `uid` when the API has promised one. */
    outbound: (
      it: Conversation,
      source: Source,
      {
        authorId,
        body,
        uid,
      }: { readonly authorId: string; readonly body: string; readonly uid?: string },
    ): Message => {
      const type = it.messages.length === 0 ? 'outbound' : 'out_reply';
      const promised = uid === undefined ? {} : { uid };
      const message = store.addMessage(it, { ...plainMessage(it), body, authorId, ...promised });
      it.reminder = null;
      tell(it, {
        type,
        topic: 'outbound_sent',
        source,
        target: { type: 'message', id: message.id },
      });
      return message;
    },
    /** It was accepted, and nobody will ever see it. */
    sendingError: (
      it: Conversation,
      source: Source,
      {
        authorId,
        body,
        uid,
      }: { readonly authorId: string; readonly body: string; readonly uid: string },
    ): void => {
      const errorType = 'recipient_rejected';
      const { id } = store.addMessage(it, { ...plainMessage(it), body, authorId, uid, errorType });
      tell(it, {
        type: 'sending_error',
        topic: 'message_delivery_failed',
        source,
        target: { type: 'message', id },
      });
    },
    draft: (it: Conversation, authorId: string, body: string): Message =>
      store.addMessage(it, { ...plainMessage(it), body, authorId, draft: true }),
    comment: (it: Conversation, source: Source, authorId: string, body: string): Comment => {
      const comment: Comment = { id: store.nextId('com'), authorId, body, at: clock.now() };
      it.comments.push(comment);
      tell(it, {
        type: 'comment',
        topic: 'new_comment_added',
        source,
        target: { type: 'comment', id: comment.id },
      });
      return comment;
    },
    /** `null` unassigns. */
    assign: (it: Conversation, source: Source, to: string | null): FrontEvent | null =>
      change(it, it.assigneeId !== to, () => (it.assigneeId = to), {
        type: to === null ? 'unassign' : 'assign',
        topic: 'assignee_changed',
        source,
        target: to === null ? null : withTarget('teammate', to),
      }),
    archive: (it: Conversation, source: Source) =>
      change(it, it.state !== 'archived', () => (it.state = 'archived'), {
        type: 'archive',
        topic: 'conversation_archived',
        source,
      }),
    /** Out of the archive, out of the trash. */
    open: (it: Conversation, source: Source) => {
      const restored = it.state === 'deleted' || it.state === 'spam';
      return change(
        it,
        it.state !== 'open',
        () => Object.assign(it, { state: 'open', reminder: null }),
        {
          type: restored ? 'restore' : 'reopen',
          topic: restored ? 'conversation_restored' : 'conversation_reopened',
          source,
        },
      );
    },
    trash: (it: Conversation, source: Source, state: 'deleted' | 'spam' = 'deleted') =>
      change(it, it.state !== state, () => (it.state = state), {
        type: 'trash',
        topic: 'conversation_deleted',
        source,
      }),
    snooze: (it: Conversation, source: Source, until: number) => {
      const by = source.type === 'teammate' ? source.id : store.config.aiTeammateId;
      return change(
        it,
        true,
        () => Object.assign(it, { state: 'archived', reminder: { at: clock.now(), until, by } }),
        {
          type: 'reminder',
          topic: 'conversation_snoozed',
          source,
        },
      );
    },
    snoozeExpired: (it: Conversation) =>
      change(it, it.reminder !== null, () => Object.assign(it, { state: 'open', reminder: null }), {
        type: 'reminder',
        topic: 'conversation_snooze_expired',
        source: { type: 'reminder' },
      }),
    tag: (it: Conversation, source: Source, { id }: Tag) =>
      change(it, !it.tagIds.includes(id), () => it.tagIds.push(id), {
        type: 'tag',
        topic: 'tag_added',
        source,
        target: withTarget('tag', id),
      }),
    untag: (it: Conversation, source: Source, { id }: Tag) =>
      change(
        it,
        it.tagIds.includes(id),
        () => (it.tagIds = it.tagIds.filter((each) => each !== id)),
        {
          type: 'untag',
          topic: 'tag_removed',
          source,
          target: withTarget('tag', id),
        },
      ),
    move: (it: Conversation, source: Source, inboxId: string) =>
      change(it, it.inboxId !== inboxId, () => (it.inboxId = inboxId), {
        type: 'move',
        topic: 'conversation_moved',
        source,
        target: { type: 'inboxes', ids: [inboxId] },
      }),
    /** Replaces all of them. */
    setCustomFields: (it: Conversation, source: Source, fields: CustomFields) =>
      change(it, true, () => (it.customFields = fields), {
        type: 'custom_field_updated',
        topic: null,
        source,
      }),
    /** The first goes into the second, and answers 301 from then on. */
    merge: (it: Conversation, source: Source, into: Conversation) => {
      it.mergedInto = into.id;
      return tell(into, {
        type: 'conversations_merged',
        topic: null,
        source,
        target: { type: 'conversation', id: it.id },
      });
    },
  };
};

const plainMessage = (it: Conversation) => ({
  channel: it.channel,
  inbound: false,
  repliesTo: it.messages.findLast(({ inbound }) => inbound)?.id ?? null,
  draft: false,
  errorType: null,
});
