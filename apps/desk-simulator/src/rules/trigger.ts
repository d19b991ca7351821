import type { Desk } from '../desk/desk';
import type { Author, Change, Part, Rule } from '../desk/model';

/** Does this change start the rule? What a workflow did starts none. */
export const startedBy = (rule: Rule, change: Change, desk: Desk): boolean =>
  onOf(change) === rule.on && isBy(rule.by ?? 'any', change, desk);

const onOf = ({ part, notifications }: Change): Rule['on'] | null => {
  if (notifications.some(({ topic }) => topic.startsWith('conversation_part.'))) return null;
  if (part !== null) return kindOf(part);
  return notifications.some(({ topic }) => topic === 'conversation.user.created')
    ? 'created'
    : null;
};

const kindOf = (part: Part): Rule['on'] | null => {
  if (part.author.type === 'user') return 'customer';
  if (part.type === 'assignment') return part.assignedTo === null ? 'unassign' : 'assign';
  return KINDS[part.type] ?? null;
};

const KINDS: Readonly<Record<string, Rule['on']>> = {
  comment: 'reply',
  note: 'note',
  close: 'close',
  open: 'open',
};

const isBy = (by: NonNullable<Rule['by']>, change: Change, desk: Desk): boolean => {
  const author = change.part?.author ?? change.conversation?.sourceAuthor;
  if (author === undefined || author.type === 'bot') return false;
  return by === 'any' || by === whoIs(author, desk);
};

const whoIs = ({ type, id }: Author, { config }: Desk): Rule['by'] => {
  if (type === 'user') return 'customer';
  return id === config.aiAdminId ? 'ai' : 'teammate';
};
