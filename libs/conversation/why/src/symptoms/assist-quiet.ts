import type { Check } from '@deskstream/conversation-domain';
import type { Case, ToldOf } from '../case';
import { last, next } from '../case';
import type { Finding, Symptom } from '../finding';
import { failureOf, finding, mend } from '../finding';
import { findingsOf } from './verdict-fixes';

export const assistQuiet: Symptom = {
  id: 'assist-quiet',
  title: 'Assist posted no suggestion',
  source: 'S021–S025',
  present: (given) => {
    const judged = last(given, 'MessageJudged');
    if (judged === undefined || !(isExpected(given) || isAllThatIsLeft(judged))) return false;
    const said = ['SuggestionDelivered', 'ReplyDelivered'] as const;
    return said.every((type) => next(given, type, judged.seq) === undefined);
  },
  mayBe: (given) => {
    const judged = last(given, 'MessageJudged');
    return judged !== undefined && isOffForPerson(judged);
  },
  listedBy: 'intercom',
  checks: [verdict, (given) => [helpful(given)], (given) => [posted(given)]],
};

/** Assist is on for the channel: whoever turned it on waits for drafts. */
const isExpected = (given: Case): boolean => {
  const channel = last(given, 'CustomerMessageReceived')?.event.data.channel ?? 'web';
  const { settings } = given;
  if (settings?.assist[channel] !== true) return false;
  return !settings.autopilot[channel] || !isWithAi(given);
};

/** A person has the conversation, and nobody gets drafts. */
const isOffForPerson = ({ event: { data } }: ToldOf<'MessageJudged'>): boolean =>
  resultOf(data.checks, 'assist:person-owns') === true &&
  resultOf(data.checks, 'assist:on-for-channel') === false;

/** With Autopilot off as well, drafts are all that the AI could be there for. */
const isAllThatIsLeft = (judged: ToldOf<'MessageJudged'>): boolean =>
  isOffForPerson(judged) &&
  resultOf(judged.event.data.checks, 'autopilot-on-for-channel') === false;

const resultOf = (checks: readonly Check[], wanted: string): boolean | undefined =>
  checks.find(({ name }) => name === wanted)?.ok;

const isWithAi = (given: Case): boolean =>
  last(given, 'MessageJudged')?.event.data.checks.every(
    ({ name }) => !name.startsWith('assist:'),
  ) === true;

function verdict(given: Case): readonly Finding[] {
  const judged = last(given, 'MessageJudged');
  const assist =
    judged === undefined ? [] : findingsOf(judged, ({ name }) => name.startsWith('assist:'));
  return assist.length > 0
    ? assist
    : [
        finding('assist:person-owns', judged === undefined ? null : false, {
          expected: 'a person owns the conversation',
          found: judged === undefined ? 'no message' : 'the AI does',
          evidence: judged,
          fix: 'Assign the conversation to a person: drafts are for people who own it.',
        }),
      ];
}

const helpful = (given: Case): Finding => {
  const withheld = last(given, 'SuggestionWithheld');
  return finding('assist:helpful', withheld === undefined ? null : false, {
    expected: 'a draft worth posting',
    found: withheld?.event.data.because ?? 'nothing was withheld',
    evidence: withheld,
    fix: 'Look at the steps of the run; add or improve an article on the question.',
  });
};

const posted = (given: Case): Finding => {
  const failed = last(given, 'SuggestionFailed');
  const delivered = last(given, 'SuggestionDelivered');
  const fine = delivered === undefined ? null : true;
  return finding('assist:posted', failed === undefined ? fine : false, {
    expected: 'posted as an internal note',
    found: failed === undefined ? 'no failure' : failureOf(failed),
    evidence: failed ?? delivered,
    fix: failed && mend(given, failed),
  });
};
