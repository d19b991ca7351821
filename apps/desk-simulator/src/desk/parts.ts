import type { Action, Author, Conversation, Part, Tag } from './model';
import { htmlOf } from './text';

export type NewPart = Pick<Part, 'type' | 'body' | 'author'> & Partial<Pick<Part, 'assignedTo'>>;

export interface PartTools {
  append(it: Conversation, draft: NewPart): Part;
  done(it: Conversation, part: Part | null, topics: readonly string[]): Action;
}

type Assignee = { readonly type: 'admin' | 'team'; readonly id: string } | null;

/** The actions on an existing conversation. `html` is stored as given; `text` is wrapped into HTML. */
export const createParts = ({ append, done }: PartTools) => ({
  /** Reopens a closed or snoozed conversation with an `open` part that carries the text. */
  customerReply: (it: Conversation, author: Author, text: string): Action => {
    const type = it.state === 'open' ? 'comment' : 'open';
    reopen(it);
    return done(it, append(it, { type, author, body: htmlOf(text) }), [
      'conversation.user.replied',
    ]);
  },
  /** Through the API: a comment, whoever has the conversation. */
  reply: (it: Conversation, author: Author, html: string): Action =>
    done(it, append(it, { type: 'comment', author, body: html }), ['conversation.admin.replied']),
  /** In the inbox: answering an unassigned conversation also takes it, with one part and three notifications. */
  inboxReply: (it: Conversation, author: Author, text: string): Action => {
    const body = htmlOf(text);
    if (it.adminId !== null || it.teamId !== null)
      return done(it, append(it, { type: 'comment', author, body }), [
        'conversation.admin.replied',
      ]);
    it.adminId = author.id;
    const assignedTo = { type: 'admin', id: author.id } as const;
    return done(it, append(it, { type: 'assignment', author, body, assignedTo }), [
      'conversation.admin.replied',
      'conversation.admin.assigned',
      'conversation.admin.open.assigned',
    ]);
  },
  note: (it: Conversation, author: Author, html: string): Action =>
    done(it, append(it, { type: 'note', author, body: html }), ['conversation.admin.noted']),
  assign: (it: Conversation, author: Author, to: Assignee, html: string | null = null): Action => {
    it.adminId = to?.type === 'admin' ? to.id : null;
    it.teamId = to?.type === 'team' ? to.id : null;
    const topics = [
      'conversation.admin.assigned',
      ...(html === null ? [] : ['conversation.admin.replied']),
    ];
    return done(it, append(it, { type: 'assignment', author, body: html, assignedTo: to }), topics);
  },
  close: (it: Conversation, author: Author, html: string | null = null): Action => {
    it.state = 'closed';
    it.snoozedUntil = null;
    const topics = [
      'conversation.admin.closed',
      ...(html === null ? [] : ['conversation.admin.replied']),
    ];
    return done(it, append(it, { type: 'close', author, body: html }), topics);
  },
  open: (it: Conversation, author: Author): Action => {
    reopen(it);
    return done(it, append(it, { type: 'open', author, body: null }), [
      'conversation.admin.opened',
    ]);
  },
  snooze: (it: Conversation, author: Author, until: number): Action => {
    it.state = 'snoozed';
    it.snoozedUntil = until;
    return done(it, append(it, { type: 'snoozed', author, body: null }), [
      'conversation.admin.snoozed',
    ]);
  },
  unsnooze: (it: Conversation, author: Author): Action => {
    reopen(it);
    return done(it, append(it, { type: 'unsnoozed', author, body: null }), [
      'conversation.admin.unsnoozed',
    ]);
  },
  /** Replaces the text by a placeholder under the same part id; `undefined` when there is no such part. */
  redact: (it: Conversation, partId: string, now: number): Action | undefined => {
    const at = it.parts.findIndex(({ id }) => id === partId);
    const part = it.parts[at];
    if (!part) return undefined;
    const redacted = { ...part, body: REDACTED, redacted: true, updatedAt: now };
    it.parts[at] = redacted;
    it.updatedAt = now;
    return done(it, redacted, ['conversation_part.redacted']);
  },
  setAttributes: (
    it: Conversation,
    attributes: Conversation['customAttributes'],
    now: number,
  ): Action => {
    it.customAttributes = { ...it.customAttributes, ...attributes };
    it.updatedAt = now;
    return done(it, null, []);
  },
  tag: (it: Conversation, tag: Tag): Action => {
    if (!it.tags.some(({ id }) => id === tag.id)) it.tags.push(tag);
    it.updatedAt = tag.at;
    return done(it, it.parts.at(-1) ?? null, ['conversation_part.tag.created']);
  },
  untag: (it: Conversation, tagId: string, now: number): Action => {
    it.tags = it.tags.filter(({ id }) => id !== tagId);
    it.updatedAt = now;
    return done(it, null, []);
  },
});

const REDACTED = '<p><i>This message was deleted</i></p>';

const reopen = (it: Conversation): void => {
  it.state = 'open';
  it.snoozedUntil = null;
};
