import type { Case } from '../case';
import { last, next } from '../case';
import type { Finding, Symptom } from '../finding';
import { failureOf, finding } from '../finding';
import { findingsOf } from './verdict-fixes';

export const assistQuiet: Symptom = {
  id: 'assist-quiet',
  title: 'Assist posted no suggestion',
  source: 'S021–S025',
  present: (given) => {
    const judged = last(given, 'MessageJudged');
    const forPerson = judged?.event.data.checks.some(({ name }) => name.startsWith('assist:'));
    return forPerson === true && next(given, 'SuggestionDelivered', judged?.seq ?? 0) === undefined;
  },
  checks: [verdict, (given) => [helpful(given)], (given) => [posted(given)]],
};

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
    fix: 'Verify the connection, then redrive the dead letter.',
  });
};
