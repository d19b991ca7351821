import type { EventData, RecordedEvent } from '@deskstream/conversation-domain';
import type { MessageAccount } from '../lane/account';
import { accountOf } from '../lane/account';
import type { Ask, Candidate } from '../lane/candidate';
import { playInputs } from '../lane/live-on';
import type { EvaluationCase, Expectation } from './evaluation-set';
import { inputsOf } from './evaluation-set';

/** One assertion that does not hold. */
export interface Failure {
  readonly what: 'expect' | 'cite' | 'mustSay' | 'mustNotSay' | 'cause' | 'message';
  readonly expected: string;
  readonly found: string;
}

export interface CaseResult {
  readonly id: string;
  readonly session: string;
  readonly expected: Expectation;
  readonly found: string;
  readonly verdict: string;
  readonly reply: string;
  readonly sources: readonly string[];
  readonly failures: readonly Failure[];
  /** Runs that still need an answer; the case is not judged before. */
  readonly asks: readonly Ask[];
}

/** Plays a case with these rules and answers, and checks what is asserted of it. */
export const evaluateCase = (given: EvaluationCase, candidate: Candidate): CaseResult => {
  const { id, session, expect: expected, message: wanted } = given;
  const lane = playInputs(inputsOf(given), candidate);
  const { messages } = accountOf(lane.events);
  const message =
    wanted === undefined ? messages.at(-1) : messages.find((each) => each.messageId === wanted);
  const asked = { id, session, expected, asks: lane.asks };
  if (message === undefined) return { ...asked, ...UNANSWERED };
  const { verdict, reply, sources, messageId } = message;
  const failures = failuresOf(given, message, citedIn(lane.events, messageId));
  return { ...asked, found: kindOf(message), verdict, reply, sources, failures };
};

const UNANSWERED = {
  found: 'no such message',
  verdict: '',
  reply: '',
  sources: [],
  failures: [{ what: 'message', expected: 'a customer message to judge', found: 'none' }],
} as const;

/** Outcomes as a case names them; anything else is no end. */
const kindOf = ({ outcome, handoff }: MessageAccount): string => {
  if (outcome === 'replied') return 'answer';
  if (outcome === 'suggested') return 'suggest';
  if (outcome === 'handed-over' || handoff !== '') return 'handoff';
  return outcome === 'suppressed' || outcome === 'resolved' ? 'quiet' : outcome;
};

const failuresOf = (
  given: EvaluationCase,
  message: MessageAccount,
  cited: readonly string[],
): readonly Failure[] => [
  ...outcomeFailures(given, message),
  ...citeFailures(given, message, cited),
  ...wordFailures(given, message.reply.toLowerCase()),
];

const outcomeFailures = (
  { expect, cause }: EvaluationCase,
  message: MessageAccount,
): readonly Failure[] => {
  const kind = kindOf(message);
  const found = `${kind} (${message.verdict})`;
  const other: readonly Failure[] =
    kind === expect ? [] : [{ what: 'expect', expected: expect, found }];
  return cause === undefined || message.handoff === cause
    ? other
    : [...other, { what: 'cause', expected: cause, found: message.handoff }];
};

const citeFailures = (
  { cite = [] }: EvaluationCase,
  { sources }: MessageAccount,
  cited: readonly string[],
): readonly Failure[] =>
  cite.length === 0 || cite.some((article) => cited.includes(article.toLowerCase()))
    ? []
    : [{ what: 'cite', expected: cite.join(' or '), found: sources.join(', ') }];

const wordFailures = (
  { mustSay = [], mustNotSay = [] }: EvaluationCase,
  said: string,
): readonly Failure[] => [
  ...mustSay
    .filter((words) => !said.includes(words.toLowerCase()))
    .map((words): Failure => ({ what: 'mustSay', expected: words, found: '' })),
  ...mustNotSay
    .filter((words) => said.includes(words.toLowerCase()))
    .map((words): Failure => ({ what: 'mustNotSay', expected: '', found: words })),
];

/** Ids and titles, in lower case, of what the reply to a message rests on. */
const citedIn = (
  events: readonly RecordedEvent[],
  messageId: string | undefined,
): readonly string[] =>
  events
    .flatMap((event) =>
      event.type === 'ReplyRequested' || event.type === 'SuggestionRequested'
        ? sourcesFor(event.data, messageId)
        : [],
    )
    .map((name) => name.toLowerCase());

const sourcesFor = (
  { messageIds, sources }: EventData<'ReplyRequested'>,
  messageId: string | undefined,
): readonly string[] =>
  messageIds.includes(messageId ?? '')
    ? sources.flatMap(({ articleId, title }) => [articleId, title])
    : [];
