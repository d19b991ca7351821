import type { Case } from '../case';
import { last, next } from '../case';
import type { Finding, Symptom } from '../finding';
import { failureOf, finding, mend, seconds } from '../finding';

export const handoffKept: Symptom = {
  id: 'handoff-kept',
  title: 'The handoff left the conversation with the AI',
  source: 'S016, S017, S077, S078',
  present: (given) => {
    const handoff = last(given, 'HandoffRequested');
    if (handoff === undefined) return false;
    const confirmed = next(given, 'HandoffConfirmed', handoff.seq);
    const contested = next(given, 'HandoffContested', handoff.seq);
    return confirmed === undefined || contested !== undefined;
  },
  checks: [
    (given) => [asked(given)],
    (given) => [noted(given)],
    (given) => [called(given)],
    (given) => [keptByPeople(given)],
  ],
};

const asked = (given: Case): Finding => {
  const handoff = last(given, 'HandoffRequested');
  return finding('handoff-asked-for', handoff === undefined ? null : true, {
    expected: 'a handoff',
    found: handoff === undefined ? 'none' : handoff.event.data.cause,
    evidence: handoff,
  });
};

const noted = (given: Case): Finding => {
  const failed = last(given, 'NoteFailed');
  return finding('note', failed === undefined ? null : false, {
    expected: 'the note is posted',
    found: failed === undefined ? 'no failure' : failureOf(failed),
    evidence: failed,
    fix: failed && mend(given, failed, 'The handoff goes on without its note.'),
  });
};

/** Our own call, apart from what the vendor did afterwards (S077). */
const called = (given: Case): Finding => {
  const failed = last(given, 'HandoffFailed');
  const call = last(given, 'UnassignRequested') ?? last(given, 'AssignRequested');
  const expected = 'our call went through';
  if (failed !== undefined)
    return finding('our-call', false, {
      expected,
      found: failureOf(failed),
      evidence: failed,
      fix: mend(given, failed),
    });
  const done = last(given, 'HandoffConfirmed') ?? last(given, 'HandoffContested');
  const underWay = call === undefined ? 'not made yet' : 'on its way';
  return finding('our-call', done === undefined ? null : true, {
    expected,
    found: done === undefined ? underWay : 'it did',
    evidence: done ?? call,
  });
};

const keptByPeople = (given: Case): Finding => {
  const contested = last(given, 'HandoffContested');
  const expected = 'nobody gives it back to the AI';
  if (contested === undefined)
    return finding('given-back', null, { expected, found: 'nobody did' });
  const { assignee, by, afterMs } = contested.event.data;
  const owner = 'id' in assignee ? `${assignee.kind} ${assignee.id}` : assignee.kind;
  return finding('given-back', false, {
    expected,
    found: `${by ?? 'somebody'} assigned it to ${owner} ${seconds(afterMs)} after our call`,
    evidence: contested,
    fix: 'Look for a routing rule at the vendor that assigns right after an unassignment, and exclude handed-off conversations from it (by the handoff tag).',
  });
};
