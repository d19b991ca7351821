import type { HandoffCause } from '@deskstream/conversation-domain';
import { HANDOFF_CAUSES } from '@deskstream/conversation-domain';
import type { Case, ToldOf } from '../case';
import { all, last, next } from '../case';
import type { Finding, Symptom } from '../finding';
import { failureOf, finding, mend, seconds } from '../finding';
import { sourceFindings } from './knowledge-missing';
import { findingsOf } from './verdict-fixes';

export const noAnswer: Symptom = {
  id: 'no-answer',
  title: 'The AI did not answer',
  source: 'S011–S015, S072–S076',
  present: (given) => {
    const asked = last(given, 'CustomerMessageReceived');
    return asked !== undefined && repliedTo(given, asked) === undefined;
  },
  checks: [
    (given) => [arrived(given)],
    verdict,
    (given) => [waited(given)],
    (given) => [reasoned(given)],
    (given) => [hadArticles(given)],
    (given) => [kept(given)],
    (given) => [sent(given)],
  ],
};

const arrived = (given: Case): Finding => {
  const asked = last(given, 'CustomerMessageReceived');
  return finding('message-arrived', asked !== undefined, {
    expected: "a customer's message in the log",
    found: asked === undefined ? 'none' : 'there',
    evidence: asked,
    fix: 'Look at the deliveries of this conversation and at the webhook of the connection; the gap finder brings back what no webhook told.',
  });
};

/** Of the newest message; a verdict may have been given again. */
function verdict(given: Case): readonly Finding[] {
  const judged = last(given, 'MessageJudged');
  return judged === undefined
    ? []
    : findingsOf(judged, ({ name }) => !name.startsWith('assist:')).map((each) =>
        ownerNow(given, judged, each),
      );
}

/** Given to the AI after the verdict; that it still is silent has another cause. */
const ownerNow = (given: Case, judged: ToldOf<'MessageJudged'>, found: Finding): Finding => {
  const since = next(given, 'AssigneeChanged', judged.seq);
  return found.check === 'owned-by-ai' && since?.event.data.assignee.kind === 'ai'
    ? { ...found, ok: true, found: 'ai, since then', evidence: since.seq, fix: null }
    : found;
};

const waited = (given: Case): Finding => {
  const timer = all(given, 'TimerSet')
    .filter(({ event }) => event.data.name === 'answer')
    .at(-1);
  const expected = 'the quiet time is over';
  if (timer === undefined) return finding('wait', null, { expected, found: 'no wait was begun' });
  const left = timer.event.data.dueAt - given.now;
  const { because } = timer.event.data;
  return left <= 0
    ? finding('wait', true, { expected, found: `over (${because})`, evidence: timer })
    : finding('wait', false, {
        expected,
        found: `${seconds(left)} left (${because})`,
        evidence: timer,
        fix: 'Wait, or shorten settings waitMs, attributeDelayMs or workflowDelayMs.',
      });
};

const reasoned = (given: Case): Finding => {
  const run = last(given, 'ReasoningRequested');
  const expected = 'a result';
  if (run === undefined) return finding('reasoning', null, { expected, found: 'not asked for' });
  const concluded = next(given, 'ReasoningConcluded', run.seq);
  if (concluded === undefined) return stillThinking(given, run);
  const { result } = concluded.event.data;
  return finding('reasoning', result.kind !== 'failed', {
    expected,
    found: result.kind === 'failed' ? result.because : result.kind,
    evidence: concluded,
    fix: 'Look at the steps of the run; check the model and the knowledge sources of the workspace.',
  });
};

const stillThinking = (given: Case, run: ToldOf<'ReasoningRequested'>): Finding => {
  const superseded = next(given, 'ReasoningSuperseded', run.seq);
  return superseded === undefined
    ? finding('reasoning', false, {
        expected: 'a result',
        found: `under way for ${seconds(Math.max(0, given.now - run.event.at))}`,
        evidence: run,
        fix: 'Wait a moment; if it stays, look at the readiness and queue age of the conversation-orchestrator.',
      })
    : finding('reasoning', false, {
        expected: 'a result',
        found: `superseded: ${superseded.event.data.because}`,
        evidence: superseded,
        fix: 'Nothing: the newer message is answered together with this one.',
      });
};

/** A handoff for want of an answer begins where the articles are not there (S083); a few of them are no cause. */
const hadArticles = (given: Case): Finding => {
  const handedOff = last(given, 'HandoffRequested');
  const unknown = handedOff !== undefined && UNSURE.has(handedOff.event.data.cause);
  const missing = missingIn(given);
  return finding('knowledge', unknown ? missing === undefined : null, {
    expected: 'the knowledge sources are synced',
    found: missing === undefined ? 'they are' : `${missing.check}: ${missing.found}`,
    evidence: handedOff,
    fix: missing?.fix ?? undefined,
  });
};

const missingIn = (given: Case): Finding | undefined => {
  const sources = (given.sources ?? []).filter(({ failed = 0 }) => failed === 0);
  return sourceFindings({ sources }).find(({ ok }) => ok === false);
};

const kept = (given: Case): Finding => {
  const floor = given.settings?.confidenceFloor ?? 'the floor';
  const expected = `an answer with a confidence of at least ${floor}`;
  const concluded = last(given, 'ReasoningConcluded');
  if (concluded === undefined)
    return finding('sure-enough', null, { expected, found: 'no result' });
  const found = resultOf(concluded);
  const handedOff = next(given, 'HandoffRequested', concluded.seq);
  if (handedOff === undefined || next(given, 'ReplyRequested', concluded.seq) !== undefined)
    return finding('sure-enough', true, { expected, found, evidence: concluded });
  const { cause } = handedOff.event.data;
  const sure = UNSURE.has(cause) ? ` (${found})` : '';
  const fix = FIXES[cause] ?? MORE_KNOWLEDGE;
  return finding('sure-enough', false, {
    expected,
    found: `handed off: ${HANDOFF_CAUSES[cause]}${sure}`,
    evidence: handedOff,
    fix,
  });
};

const resultOf = ({ event }: ToldOf<'ReasoningConcluded'>): string => {
  const { result } = event.data;
  return 'confidence' in result
    ? `${result.kind}, confidence ${result.confidence.toFixed(2)}`
    : result.kind;
};

const UNSURE: ReadonlySet<HandoffCause> = new Set(['low-confidence', 'no-knowledge']);

const MORE_KNOWLEDGE =
  'Add or improve an article on the question, or lower settings confidenceFloor.';

const FIXES: { readonly [cause in HandoffCause]?: string } = {
  'human-requested': 'Nothing: the customer asked for a person.',
  frustration:
    'Nothing: the customer was upset. Settings handoff.triggers.frustration turns this off.',
  'unanswered-too-long':
    'Look at what took so long in the turns of the session; settings watchdogMs.',
  operator: 'Nothing: an operator handed it off.',
  'reasoning-failed': 'Look at the steps of the run; check the model and the knowledge sources.',
};

const sent = (given: Case): Finding => {
  const expected = 'delivered to the customer';
  const asked = last(given, 'ReplyRequested');
  if (asked === undefined)
    return finding('reply', null, { expected, found: 'no reply was asked for' });
  const isOfIt = ({
    event,
  }: {
    readonly event: { readonly data: { readonly commandId: string } };
  }) => event.data.commandId === asked.event.id;
  const delivered = all(given, 'ReplyDelivered').find(isOfIt);
  if (delivered !== undefined)
    return finding('reply', true, { expected, found: 'delivered', evidence: delivered });
  const withheld = all(given, 'ReplyWithheld').find(isOfIt);
  if (withheld !== undefined)
    return finding('reply', false, {
      expected,
      found: `withheld: ${withheld.event.data.because}`,
      evidence: withheld,
      fix: 'Nothing, if a person has the conversation; the text stands in the log. Hand the conversation back to let the AI go on.',
    });
  return undelivered(given, asked, all(given, 'ReplyFailed').find(isOfIt));
};

const undelivered = (
  given: Case,
  asked: ToldOf<'ReplyRequested'>,
  failed: ToldOf<'ReplyFailed'> | undefined,
): Finding => {
  const expected = 'delivered to the customer';
  return failed === undefined
    ? finding('reply', false, {
        expected,
        found: `on its way for ${seconds(Math.max(0, given.now - asked.event.at))}`,
        evidence: asked,
        fix: 'Wait; if it stays, look at the queue age of the vendor-dispatcher and the rate limit of the vendor.',
      })
    : finding('reply', false, {
        expected,
        found: failureOf(failed),
        evidence: failed,
        fix: mend(given, failed),
      });
};

const repliedTo = (given: Case, asked: ToldOf<'CustomerMessageReceived'>) =>
  all(given, 'MessagesSettled').find(
    ({ event: { data } }) =>
      data.outcome === 'replied' && data.messageIds.includes(asked.event.data.messageId),
  );
