import type { InputData } from '../inputs';
import type { ConversationSettings } from '../settings';
import type { Conversation } from '../state';
import type { Assignee, Check } from '../vocabulary';

export interface Verdict {
  readonly verdict: 'answer' | 'stay-silent';
  /** `answer`, or the name of the first check that failed. */
  readonly reason: string;
  readonly checks: readonly Check[];
}

interface Judged {
  /** The conversation with the message already folded in. */
  readonly state: Conversation;
  readonly message: InputData<'CustomerWrote'>;
  readonly settings: ConversationSettings;
}

type Policy = (judged: Judged) => Check;

/** Should the AI answer this customer message? Every check is recorded; the first failing one decides (SPEC 3). */
export const judge = (judged: Judged): Verdict => {
  const checks = POLICIES.map((policy) => policy(judged));
  const failed = checks.find((check) => !check.ok);
  return failed
    ? { verdict: 'stay-silent', reason: failed.name, checks }
    : { verdict: 'answer', reason: 'answer', checks };
};

/** S075: the master switch. */
const integrationEnabled: Policy = ({ settings }) => ({
  name: 'integration-enabled',
  ok: settings.enabled,
  expected: 'enabled',
  found: settings.enabled ? 'enabled' : 'disabled',
});

/** S015: outbound automations and bot messages are left alone. */
const startedByCustomer: Policy = ({ state }) => ({
  name: 'started-by-customer',
  ok: state.startedBy === 'customer',
  expected: 'customer',
  found: state.startedBy ?? 'unknown',
});

const notWithPerson: Policy = ({ state }) => ({
  name: 'not-with-a-person',
  ok: state.withPerson === null && state.handoff === null,
  expected: 'no person has the conversation',
  found: personFound(state),
  ...(state.withPerson === null ? {} : { evidence: state.withPerson.since }),
});

const personFound = (state: Conversation): string => {
  if (state.handoff !== null) return 'handoff under way';
  return state.withPerson === null ? 'no person' : state.withPerson.how;
};

/** S012, S074: assigned to the AI, or to nobody where the workspace handles unassigned ones. */
const ownedByAi: Policy = ({ state, settings }) => ({
  name: 'owned-by-ai',
  ok: mayAnswer(state.assignee, settings),
  expected: settings.handleUnassigned ? 'ai or nobody' : 'ai',
  found: describe(state.assignee),
});

/** S013: Autopilot is switched per channel. */
const autopilotOn: Policy = ({ message, settings }) => ({
  name: 'autopilot-on-for-channel',
  ok: settings.autopilot[message.channel],
  expected: `autopilot on for ${message.channel}`,
  found: settings.autopilot[message.channel] ? 'on' : 'off',
});

const notDeleted: Policy = ({ state }) => ({
  name: 'conversation-exists',
  ok: state.status !== 'deleted',
  expected: 'not deleted',
  found: state.status,
});

const POLICIES: readonly Policy[] = [
  integrationEnabled,
  notDeleted,
  startedByCustomer,
  notWithPerson,
  ownedByAi,
  autopilotOn,
];

export const mayAnswer = (assignee: Assignee | null, settings: ConversationSettings): boolean =>
  assignee?.kind === 'ai' ||
  ((assignee === null || assignee.kind === 'nobody') && settings.handleUnassigned);

const describe = (assignee: Assignee | null): string => {
  if (assignee === null) return 'unknown';
  return 'id' in assignee ? `${assignee.kind} ${assignee.id}` : assignee.kind;
};
