import type { Policy } from './policy';
import { check, isPerson, onOff, ownerOf } from './policy';

/** S022: drafts are for a person who owns the conversation, or a session that is set to assist. */
const personOwns: Policy = ({ state }) => {
  const owned = state.withPerson !== null || isPerson(state.assignee) || state.mode === 'assist';
  return check('assist:person-owns', owned, {
    expected: 'a person, or assist mode',
    found: ownerOf(state.assignee),
    ...(state.withPerson === null ? {} : { evidence: state.withPerson.since }),
  });
};

/** S023. */
const assistOn: Policy = ({ channel, settings: { assist }, state: { mode } }) =>
  check('assist:on-for-channel', assist[channel] || mode === 'assist', {
    expected: `assist on for ${channel}`,
    found: onOff(assist[channel]),
  });

/** S024. */
const topicAssisted: Policy = ({ topic, settings: { topics } }) =>
  check('assist:topic-allowed', topic === null || !topics.noAssist.includes(topic), {
    expected: 'not on the no-assist list',
    found: topic ?? 'no known topic',
  });

export const ASSIST: readonly Policy[] = [personOwns, assistOn, topicAssisted];
