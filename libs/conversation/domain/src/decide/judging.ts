import type { EventData } from '../events';
import type { Judged } from '../policies/policy';
import type { Verdict } from '../policies/verdict.policy';
import { judge } from '../policies/verdict.policy';
import type { Channel } from '../vocabulary';
import { askForAnswer } from './thinking';
import type { Events, Situation } from './decision';
import { event, optional, then } from './decision';
import { handOff } from './handing-off';

import { idleMessages, settle, stopThinking } from './silence';
import { readThread, setTimer } from './requests';

/** A new message: judged, then answered after a wait, suggested, handed off, left waiting or left alone. */
export const judgeMessage = (
  situation: Situation,
  message: { readonly messageId: string; readonly context: boolean; readonly topic: string | null },
): Events => {
  const topic = message.topic ?? situation.state.topic;
  const verdict = judge({ ...judgedOf(situation), topic, context: message.context });
  const judged = [judgement(message.messageId, verdict, message.topic)];
  return then(situation, judged, (next) => follow(next, verdict, message.messageId));
};

/** The conversation is the AI's now: what was left alone or waited for that is taken up. */
export const takeUpWaiting = (situation: Situation): Events => {
  const { awaiting, unanswered } = situation.state;
  if (awaiting.length + unanswered.length === 0) return [];
  const verdict = judge(judgedOf(situation));
  if (verdict.verdict === 'await-assignment') return [];
  const worthIt = verdict.verdict !== 'stay-silent';
  const reopened = worthIt ? unanswered : [];
  const judged = [
    ...(reopened.length === 0
      ? []
      : [event('MessagesReopened', { messageIds: [...reopened], because: 'the AI was assigned' })]),
    ...[...awaiting, ...reopened].map((messageId) => judgement(messageId, verdict, null)),
  ];
  return then(situation, judged, (next) => followTogether(next, verdict, awaiting));
};

const judgedOf = ({ state, settings, at }: Situation): Judged => ({
  state,
  settings,
  channel: channelOf(state.channel),
  topic: state.topic,
  context: false,
  at,
});

const channelOf = (channel: Channel | null): Channel => channel ?? 'web';

const judgement = (messageId: string, verdict: Verdict, topic: string | null) => {
  const { verdict: kind, reason, checks } = verdict;
  const data: EventData<'MessageJudged'> = {
    messageId,
    verdict: kind,
    reason,
    checks: [...checks],
    ...optional('topic', topic),
  };
  return event('MessageJudged', data);
};

const follow = (situation: Situation, verdict: Verdict, messageId: string): Events => {
  switch (verdict.verdict) {
    case 'answer':
    case 'suggest':
      return waitForTheBurst(situation);
    case 'hand-off':
      return handOffAll(situation, verdict);
    case 'await-assignment':
      return [];
    case 'stay-silent':
      return settle([messageId], 'suppressed', verdict.reason, isAboutOwner(verdict));
  }
};

/** They waited already: no further quiet time. With *process on assignment* the whole thread is read first. */
const followTogether = (
  situation: Situation,
  verdict: Verdict,
  awaited: readonly string[],
): Events => {
  const { state, settings } = situation;
  switch (verdict.verdict) {
    case 'answer':
    case 'suggest':
      return settings.processOnAssignment && state.reading === null
        ? [readThread('assigned', 0)]
        : askForAnswer(situation);
    case 'hand-off':
      return handOffAll(situation, verdict);
    case 'await-assignment':
      return [];
    case 'stay-silent':
      return settle(awaited, 'suppressed', verdict.reason);
  }
};

/** S030, S031: several quick messages become one answer, and a newer one supersedes the run in progress. */
const waitForTheBurst = ({ state, settings, at }: Situation): Events => {
  const channel = channelOf(state.channel);
  const first = state.known.length === 1;
  const wait =
    settings.waitMs[channel] +
    (first ? settings.attributeDelayMs : 0) +
    (channel === 'email' ? settings.workflowDelayMs : 0);
  return [
    ...stopThinking(state, 'a newer message arrived'),
    setTimer('answer', at + wait, `quiet time on ${channel}`),
  ];
};

const handOffAll = (situation: Situation, { cause, checks }: Verdict): Events => {
  const failed = checks.find(({ ok }) => !ok);
  return handOff(situation, {
    messageIds: idleMessages(situation.state),
    cause: cause ?? 'operator',
    summary: `Expected ${failed?.expected ?? 'nothing'}, found ${failed?.found ?? 'nothing'}.`,
  });
};

/** Left alone only because of whose conversation it is: worth another look when that changes. */
const isAboutOwner = ({ reason }: Verdict): boolean =>
  reason === 'owned-by-ai' || reason === 'not-with-a-person';
