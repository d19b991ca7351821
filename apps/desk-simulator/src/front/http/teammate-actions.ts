import { fieldsOf, textOf } from '../../api/fields';
import { htmlOf } from '../../desk/text';
import type { FrontCompany } from '../company/company';
import type { Conversation, Source } from '../model';

interface Doing {
  readonly company: FrontCompany;
  readonly it: Conversation;
  readonly source: Source & { readonly type: 'teammate' };
  readonly text: string;
  readonly ms: number;
}

/** `{ action, teammateId?, text?, ms? }`; answers with what is wrong, or `null`. */
export const actAsFrontTeammate = (
  company: FrontCompany,
  it: Conversation,
  body: unknown,
): string | null => {
  const fields = fieldsOf(body);
  const name = String(fields['action']);
  const action = ACTIONS[name];
  if (!action) return `"action" must be one of: ${Object.keys(ACTIONS).join(', ')}.`;
  const id = textOf(fields['teammateId']) ?? firstTeammate(company);
  if (!company.store.directory.teammate(id)) return `There is no teammate ${id}.`;
  const text = textOf(fields['text']) ?? '';
  if (NEED_TEXT.has(name) && text === '') return 'The field "text" is missing.';
  const ms = typeof fields['ms'] === 'number' ? fields['ms'] : HOUR;
  return action({ company, it, source: { type: 'teammate', id }, text, ms });
};

const HOUR = 3_600_000;

const firstTeammate = ({ store }: FrontCompany): string => store.directory.teammates[0]?.id ?? '';

const NEED_TEXT: ReadonlySet<string> = new Set([
  'reply',
  'comment',
  'tag',
  'untag',
  'move',
  'assign',
  'bot',
  'merge',
]);

/** `text` is the message, or the name or id of what is meant: tag, inbox, teammate, conversation. */
const ACTIONS: { readonly [name: string]: (doing: Doing) => string | null } = {
  reply: ({ company, it, source, text }) => {
    company.teammateReplies(it, source.id, htmlOf(text));
    return null;
  },
  'reply-and-archive': ({ company, it, source, text }) => {
    company.teammateReplies(it, source.id, htmlOf(text));
    company.acts.archive(it, source);
    return null;
  },
  comment: ({ company, it, source, text }) => {
    company.acts.comment(it, source, source.id, text);
    return null;
  },
  assign: ({ company, it, source, text }) => {
    if (!company.store.directory.teammate(text)) return `There is no teammate ${text}.`;
    company.acts.assign(it, source, text);
    return null;
  },
  'assign-me': done(({ company, it, source }) => company.acts.assign(it, source, source.id)),
  'assign-ai': done(({ company, it, source }) =>
    company.acts.assign(it, source, company.config.aiTeammateId),
  ),
  unassign: done(({ company, it, source }) => company.acts.assign(it, source, null)),
  archive: done(({ company, it, source }) => company.acts.archive(it, source)),
  reopen: done(({ company, it, source }) => company.acts.open(it, source)),
  trash: done(({ company, it, source }) => company.acts.trash(it, source)),
  snooze: done(({ company, it, source, ms }) => company.snooze(it, source, ms)),
  tag: done(({ company: { acts, store }, it, source, text }) =>
    acts.tag(it, source, store.tagNamed(text) ?? store.addTag(text)),
  ),
  untag: ({ company: { acts, store }, it, source, text }) => {
    const tag = store.tagNamed(text);
    if (!tag) return `There is no tag ${text}.`;
    acts.untag(it, source, tag);
    return null;
  },
  move: ({ company: { acts, store }, it, source, text }) => {
    const inbox = store.directory.inboxes.find(({ id, name }) => id === text || name === text);
    if (!inbox) return `There is no inbox ${text}.`;
    acts.move(it, source, inbox.id);
    return null;
  },
  merge: ({ company: { acts, store }, it, source, text }) => {
    const into = store.find(text);
    if (!into || into === it) return `There is no other conversation ${text}.`;
    acts.merge(it, source, into);
    return null;
  },
  /** Written to the customer by a rule, not by a person. */
  bot: done(({ company: { acts }, it, text }) =>
    acts.outbound(
      it,
      { type: 'rule', id: 'rul_4exa1' },
      { authorId: 'tea_0rule', body: htmlOf(text) },
    ),
  ),
};

function done(work: (doing: Doing) => unknown): (doing: Doing) => null {
  return (doing) => {
    work(doing);
    return null;
  };
}
