import type { Conversation } from '../state';
import { isOpenAt } from './office-hours';
import type { Policy } from './policy';
import { check, isPerson, onOff, ownerOf } from './policy';

/** S075: the master switch. */
const integrationEnabled: Policy = ({ settings }) =>
  check('integration-enabled', settings.enabled, {
    expected: 'enabled',
    found: settings.enabled ? 'enabled' : 'disabled',
  });

const conversationExists: Policy = ({ state }) =>
  check('conversation-exists', state.status !== 'deleted', {
    expected: 'not deleted',
    found: state.status,
  });

/** Read from the thread after the fact: what somebody answered already is history. */
const notAnsweredYet: Policy = ({ context }) =>
  check('not-answered-yet', !context, {
    expected: 'no reply after it',
    found: context ? 'a reply after it' : 'none',
  });

/** S015: outbound automations and bot messages are left alone. */
const startedByCustomer: Policy = ({ state }) =>
  check('started-by-customer', state.startedBy === 'customer', {
    expected: 'customer',
    found: state.startedBy ?? 'unknown',
  });

/** An operator may set one session to assist or to watch only. */
const sessionOnAutopilot: Policy = ({ state: { mode } }) =>
  check(
    'session-mode',
    mode === 'autopilot',
    { expected: 'autopilot', found: mode },
    mode === 'assist' ? { instead: 'suggest' } : {},
  );

/** S011, S021: from a takeover or handoff on people have it. */
const notWithPerson: Policy = ({ state }) =>
  check(
    'not-with-a-person',
    state.withPerson === null && state.handoff === null,
    {
      expected: 'no person has the conversation',
      found: personFound(state),
      ...(state.withPerson === null ? {} : { evidence: state.withPerson.since }),
    },
    state.handoff === null ? { instead: 'suggest' } : {},
  );

const personFound = (state: Conversation): string => {
  if (state.handoff !== null) return 'handoff under way';
  return state.withPerson === null ? 'no person' : state.withPerson.how;
};

/** S012, S073, S074: assigned to the AI, or to nobody where the workspace handles unassigned ones. */
const ownedByAi: Policy = ({ state: { assignee }, settings }) => {
  const unassigned = assignee === null || assignee.kind === 'nobody';
  const mine = assignee?.kind === 'ai' || (unassigned && takesUnassigned(settings));
  return check(
    'owned-by-ai',
    mine,
    { expected: takesUnassigned(settings) ? 'ai or nobody' : 'ai', found: ownerOf(assignee) },
    isPerson(assignee) ? { instead: 'suggest' } : awaitsAssignment(settings),
  );
};

type Settings = Parameters<Policy>[0]['settings'];

/** S014: with *process on assignment* nobody's conversation is waited for, not taken. */
const takesUnassigned = ({ handleUnassigned, processOnAssignment }: Settings): boolean =>
  handleUnassigned && !processOnAssignment;

const awaitsAssignment = ({ processOnAssignment }: Settings) =>
  processOnAssignment ? ({ instead: 'await-assignment' } as const) : {};

/** S013: Autopilot is switched per channel. */
const autopilotOn: Policy = ({ channel, settings: { autopilot } }) =>
  check('autopilot-on-for-channel', autopilot[channel], {
    expected: `autopilot on for ${channel}`,
    found: onOff(autopilot[channel]),
  });

/** S065: some topics are for people, or only some for the AI. */
const topicAllowed: Policy = ({ topic, settings: { topics } }) => {
  const escalated = topic !== null && topics.escalate.includes(topic);
  const outside = topics.resolve.length > 0 && (topic === null || !topics.resolve.includes(topic));
  const expected =
    topics.resolve.length > 0 ? `one of ${topics.resolve.join(', ')}` : 'not one that escalates';
  return check(
    'topic-allowed',
    !escalated && !outside,
    { expected, found: topic ?? 'no known topic' },
    { instead: 'hand-off', cause: escalated ? 'escalation-topic' : 'outside-topics' },
  );
};

/** S037. */
const withinOfficeHours: Policy = ({ at, settings: { officeHours, outsideOfficeHours } }) => {
  const open = officeHours === null || isOpenAt(officeHours, at);
  return check(
    'office-hours',
    open || outsideOfficeHours === 'answer',
    {
      expected: outsideOfficeHours === 'answer' ? 'any time' : 'within office hours',
      found: open ? 'within office hours' : 'outside office hours',
    },
    outsideOfficeHours === 'hand-off' ? { instead: 'hand-off', cause: 'outside-office-hours' } : {},
  );
};

/** Answers that did not help are not repeated for ever. */
const productive: Policy = ({ state: { repliesInARow }, settings: { handoff } }) => {
  const loops = handoff.triggers.unproductiveLoop && repliesInARow >= handoff.repliesInLoop;
  return check(
    'productive',
    !loops,
    {
      expected: `fewer than ${handoff.repliesInLoop} AI replies in a row`,
      found: `${repliesInARow} in a row`,
    },
    { instead: 'hand-off', cause: 'unproductive-loop' },
  );
};

/** In the order in which they are asked (SPEC 3). */
export const AUTOPILOT: readonly Policy[] = [
  integrationEnabled,
  conversationExists,
  notAnsweredYet,
  startedByCustomer,
  sessionOnAutopilot,
  notWithPerson,
  ownedByAi,
  autopilotOn,
  topicAllowed,
  withinOfficeHours,
  productive,
];
