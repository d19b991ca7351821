import { fieldsOf, textOf } from '../api/fields';
import type { Author, Conversation } from '../desk/model';
import { htmlOf } from '../desk/text';
import type { Workspace } from '../workspace';

type Act = (
  workspace: Workspace,
  it: Conversation,
  context: { author: Author; text: string | undefined },
) => unknown;

/** `{ action, adminId?, text? }`; answers with what is wrong, or `null`. */
export const actAsTeammate = (
  workspace: Workspace,
  it: Conversation,
  body: unknown,
): string | null => {
  const fields = fieldsOf(body);
  const name = String(fields['action']);
  const act = ACTIONS[name];
  if (!act) return `"action" must be one of: ${Object.keys(ACTIONS).join(', ')}.`;
  const { desk } = workspace;
  const adminId = textOf(fields['adminId']) ?? desk.admins[1]?.id ?? desk.config.aiAdminId;
  if (!desk.admin(adminId)) return `There is no admin ${adminId}.`;
  const text = textOf(fields['text']);
  const problem = textProblem(workspace, name, text);
  if (problem === null) act(workspace, it, { author: desk.authorOf(adminId), text });
  return problem;
};

const textProblem = (
  { desk }: Workspace,
  action: string,
  text: string | undefined,
): string | null => {
  if (!NEED_TEXT.has(action)) return null;
  if (text === undefined) return 'The field "text" is missing.';
  return action === 'assign-team' && !desk.teams.some(({ id }) => id === text)
    ? `There is no team ${text}.`
    : null;
};

const NEED_TEXT = new Set(['reply', 'note', 'tag', 'untag', 'assign-team']);

const ACTIONS: Readonly<Record<string, Act>> = {
  reply: ({ desk }, it, { author, text = '' }) => desk.inboxReply(it, author, text),
  note: ({ desk }, it, { author, text = '' }) => desk.note(it, author, htmlOf(text)),
  'assign-me': ({ desk }, it, { author }) =>
    desk.assign(it, author, { type: 'admin', id: author.id }),
  'assign-ai': ({ desk }, it, { author }) =>
    desk.assign(it, author, { type: 'admin', id: desk.config.aiAdminId }),
  'assign-team': ({ desk }, it, { author, text = '' }) =>
    desk.assign(it, author, { type: 'team', id: text }),
  unassign: ({ desk }, it, { author }) => desk.assign(it, author, null),
  close: ({ desk }, it, { author }) => desk.close(it, author),
  open: ({ desk }, it, { author }) => desk.open(it, author),
  snooze: ({ desk, clock }, it, { author }) => desk.snooze(it, author, clock.now() + 3_600_000),
  unsnooze: ({ desk }, it, { author }) => desk.unsnooze(it, author),
  tag: ({ desk, clock }, it, { author, text = '' }) =>
    desk.tag(it, { ...desk.tagNamed(text), at: clock.now(), by: author.id }),
  untag: ({ desk, clock }, it, { text = '' }) =>
    desk.untag(it, desk.tagNamed(text).id, clock.now()),
  bot: ({ desk }, it, { text }) =>
    desk.botSays(
      it,
      'channel_and_reply_time_expectation',
      text ?? 'The team will reply as soon as they can.',
    ),
  redact: ({ desk, clock }, it) => {
    const last = it.parts.findLast(({ author }) => author.type === 'user');
    return last && desk.redact(it, last.id, clock.now());
  },
  delete: ({ desk }, it) => desk.remove(it),
};
