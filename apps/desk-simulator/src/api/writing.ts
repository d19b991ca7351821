import type { Clock } from '@deskstream/kernel';
import type { Desk } from '../desk/desk';
import type { Action, Author, Conversation, Effect } from '../desk/model';
import { conversationShape } from '../desk/shapes';
import type { ApiAnswer } from './answers';
import { invalid, notFound, ok } from './answers';
import { fieldsOf, textOf } from './fields';

/** One conversation that a request is about to change. */
export interface Target {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly it: Conversation;
}

/** `POST /conversations/{id}/reply`: the answer holds the new part alone. */
export const replyTo = (target: Target, body: unknown): ApiAnswer => {
  const { message_type: type, admin_id: adminId, body: html } = fieldsOf(body);
  const text = textOf(html);
  if (type !== 'comment' && type !== 'note') return invalid('message_type');
  if (text === undefined) return invalid('body');
  return asAdmin(target, adminId, (author) => {
    const { desk, it } = target;
    const action = type === 'note' ? desk.note(it, author, text) : desk.reply(it, author, text);
    return executed(
      target,
      { kind: type === 'note' ? 'note' : 'reply', author, body: text },
      action,
    );
  });
};

/** `POST /conversations/{id}/parts`: assignment (`assignee_id` "0" unassigns), close, open, snoozed. */
export const actOnConversation = (target: Target, body: unknown): ApiAnswer => {
  const fields = fieldsOf(body);
  return asAdmin(target, fields['admin_id'], (author) => {
    const html = textOf(fields['body']) ?? null;
    const { desk, it } = target;
    switch (fields['message_type']) {
      case 'assignment':
        return assign(target, author, fields);
      case 'close':
        return executed(
          target,
          { kind: 'close', author, body: html },
          desk.close(it, author, html),
        );
      case 'open':
        return executed(target, { kind: 'open', author, body: null }, desk.open(it, author));
      case 'snoozed':
        return snooze(target, author, fields['snoozed_until']);
    }
    return invalid('message_type');
  });
};

export const setAttributes = (target: Target, body: unknown): ApiAnswer => {
  const given = fieldsOf(fieldsOf(body)['custom_attributes']);
  const wrong = Object.entries(given).find(
    ([, value]) => typeof value === 'object' && value !== null,
  );
  if (wrong) return invalid(`custom_attributes.${wrong[0]}`);
  const { desk, it, clock } = target;
  const action = desk.setAttributes(it, given as Conversation['customAttributes'], clock.now());
  return executed(
    target,
    { kind: 'attributes', author: null, body: JSON.stringify(given) },
    action,
  );
};

export const tagConversation = (target: Target, body: unknown): ApiAnswer => {
  const { id, admin_id: adminId } = fieldsOf(body);
  const tagId = textOf(id);
  if (tagId === undefined) return invalid('id');
  const known = target.desk.tags().find((tag) => tag.id === tagId);
  if (!known) return notFound('Tag');
  return asAdmin(target, adminId, (author) => {
    const tag = { ...known, at: target.clock.now(), by: author.id };
    record(target, { kind: 'tag', author, body: tagId }, null);
    target.desk.tag(target.it, tag);
    return ok({ type: 'tag', ...known });
  });
};

export const untagConversation = (target: Target, tagId: string, body: unknown): ApiAnswer => {
  const found = target.it.tags.find(({ id }) => id === tagId);
  if (!found) return notFound('Tag');
  return asAdmin(target, fieldsOf(body)['admin_id'], (author) => {
    record(target, { kind: 'untag', author, body: tagId }, null);
    target.desk.untag(target.it, tagId, target.clock.now());
    return ok({ type: 'tag', id: tagId, name: found.name });
  });
};

interface Done {
  readonly kind: Effect['kind'];
  readonly author: Author | null;
  readonly body: string | null;
}

const assign = (
  target: Target,
  author: Author,
  fields: Readonly<Record<string, unknown>>,
): ApiAnswer => {
  const { desk, it } = target;
  const id = textOf(fields['assignee_id']);
  const type = fields['type'] === 'team' ? 'team' : 'admin';
  if (id === undefined) return invalid('assignee_id');
  const html = textOf(fields['body']) ?? null;
  if (id === '0')
    return executed(
      target,
      { kind: 'unassign', author, body: html },
      desk.assign(it, author, null, html),
    );
  const known =
    type === 'team' ? desk.teams.some((team) => team.id === id) : desk.admin(id) !== undefined;
  if (!known) return notFound('Assignee');
  return executed(
    target,
    { kind: 'assign', author, body: html },
    desk.assign(it, author, { type, id }, html),
  );
};

const snooze = (target: Target, author: Author, until: unknown): ApiAnswer => {
  const at = Number(until) * 1000;
  if (!(at > target.clock.now())) return invalid('snoozed_until');
  const action = target.desk.snooze(target.it, author, at);
  return executed(target, { kind: 'snooze', author, body: null }, action);
};

const asAdmin = (
  { desk }: Target,
  adminId: unknown,
  work: (author: Author) => ApiAnswer,
): ApiAnswer => {
  const id = textOf(adminId);
  if (id === undefined) return invalid('admin_id');
  return desk.admin(id) ? work(desk.authorOf(id)) : notFound('Admin');
};

const executed = (target: Target, done: Done, { part }: Action): ApiAnswer => {
  record(target, done, part?.id ?? null);
  const { desk, it } = target;
  return ok(
    conversationShape(it, desk.contactOf(it), { dates: 'seconds', parts: part ? [part] : [] }),
  );
};

const record = ({ desk, it }: Target, { kind, author, body }: Done, partId: string | null): void =>
  desk.recordEffect({ conversation: it.id, kind, partId, adminId: author?.id ?? null }, body);
