import type { StoredEvent } from '../../api/session';

/** What became of the latest customer message so far. */
export interface Stages {
  /** What the customer wrote; `null`: not received yet. */
  readonly question: string | null;
  readonly reply: string | null;
  readonly judged: string | null;
  readonly outcome: 'open' | 'answered' | 'not-answered';
  readonly because: string | null;
}

const VERDICTS: Readonly<Record<string, string>> = {
  answer: 'The AI may answer.',
  suggest: 'A person owns it: the AI drafts a note for them.',
  'hand-off': 'The AI hands it to people.',
  'await-assignment': 'The AI waits until the conversation is assigned to it.',
  'stay-silent': 'The AI stays silent.',
};

export const stagesOf = (events: readonly StoredEvent[]): Stages => {
  const told = events.map(({ event }) => event);
  const from = told.findLastIndex(({ type }) => type === 'CustomerMessageReceived');
  const since = told.slice(Math.max(from, 0));
  const judged = since.findLast((event) => event.type === 'MessageJudged')?.data;
  const settled = since.findLast((event) => event.type === 'MessagesSettled')?.data;
  return {
    question: textOf(since.find((event) => event.type === 'CustomerMessageReceived')),
    reply: textOf(since.findLast((event) => event.type === 'ReplyRequested')),
    judged: judged === undefined ? null : wordsOfVerdict(judged.verdict),
    outcome: outcomeOf(settled?.outcome),
    because: reasonOf(judged, settled?.reason),
  };
};

const textOf = (event: { readonly data: { readonly text: string } } | undefined): string | null =>
  event === undefined ? null : event.data.text;

const wordsOfVerdict = (verdict: string): string => VERDICTS[verdict] ?? verdict;

const reasonOf = (
  judged: { readonly verdict: string; readonly reason: string } | undefined,
  settled: string | undefined,
): string | null => {
  const reason = judged !== undefined && judged.verdict !== 'answer' ? judged.reason : settled;
  return reason === undefined ? null : wordsOf(reason);
};

const outcomeOf = (outcome: string | undefined): Stages['outcome'] => {
  if (outcome === undefined) return 'open';
  return outcome === 'replied' || outcome === 'resolved' ? 'answered' : 'not-answered';
};

const wordsOf = (reason: string): string => reason.replaceAll('-', ' ');
