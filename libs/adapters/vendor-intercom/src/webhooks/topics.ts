/** Topics of vendors/intercom.md §3, by family. A topic that is not here is counted and acknowledged. */
const families: Readonly<Record<string, string>> = {
  'conversation.':
    'user.created user.replied admin.replied admin.single.created admin.assigned admin.open.assigned ' +
    'admin.noted admin.closed admin.opened admin.snoozed admin.unsnoozed operator.replied ' +
    'admin.replied.translated contact.attached contact.detached deleted read priority.updated rating.added',
  'conversation_part.': 'tag.created redacted',
  'contact.':
    'user.created lead.created user.updated lead.updated user.tag.created user.tag.deleted ' +
    'lead.tag.created lead.tag.deleted lead.added_email lead.signed_up email.updated merged archived ' +
    'unarchived deleted subscribed unsubscribed created',
  'company.': 'created updated deleted contact.attached contact.detached',
  'ticket.':
    'created state.updated note.created admin.assigned team.assigned admin.replied contact.replied ' +
    'contact.attached contact.detached attribute.updated closed resolved admin.snoozed admin.unsnoozed ' +
    'rating.provided',
  'user.': 'created',
};

const known = new Set(
  Object.entries(families).flatMap(([family, names]) =>
    names.split(' ').map((name) => family + name),
  ),
);

/** Documented as whole families, without a list. */
const openFamilies = ['admin.', 'article.', 'call.'];
const others = new Set(['ping', 'visitor.signed_up', 'job.completed']);

export const isKnownTopic = (topic: string): boolean =>
  known.has(topic) || others.has(topic) || openFamilies.some((family) => topic.startsWith(family));

/**
 * Topics whose parts are what just happened. Others (`conversation.read`, `.priority.updated`,
 * `conversation_part.tag.created` …) carry parts of any age: reading them as messages would have the
 * AI answer an old one.
 */
export const tellsOfParts = (topic: string): boolean => partTopics.has(topic);

/** Topics whose news is the first message, `source`. */
export const tellsOfSource = (topic: string): boolean =>
  topic === 'conversation.user.created' || topic === 'conversation.admin.single.created';

const partTopics = new Set(
  (
    'user.created user.replied admin.replied admin.single.created admin.assigned admin.open.assigned ' +
    'admin.noted admin.closed admin.opened admin.snoozed admin.unsnoozed operator.replied'
  )
    .split(' ')
    .map((name) => `conversation.${name}`),
);

/** Without these the AI sees a part of what happens at most (S010). */
export const requiredTopics: readonly string[] = [
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.replied',
  'conversation.admin.assigned',
  'conversation.admin.closed',
];
