import type { ChangeKind } from '../compare';
import type { SessionResult, Tally } from './session-result';

/** What was asked; the same question has the same title and candidate. */
export interface Question {
  readonly title: string;
  /** What is different, a line each: `handleUnassigned: true`. */
  readonly candidate: readonly string[];
  /** Where recorded answers are not reused: who answers instead. */
  readonly answerer?: string;
  /** Who was asked again with nothing different, for the baseline lane. */
  readonly baseline?: string;
}

/** The result over many sessions. Only sessions with a changed decision are listed. */
export interface Report extends Question {
  readonly sessions: number;
  readonly events: number;
  readonly decisions: number;
  readonly reproduced: number;
  readonly older: number;
  /** Sessions with a decision that was not reproduced although this version recorded it. */
  readonly unfaithful: readonly Pick<SessionResult, 'key' | 'differences'>[];
  readonly changed: readonly SessionResult[];
  /** Other times only. */
  readonly retimed: number;
  /** Sessions by kind of change. */
  readonly kinds: Readonly<Partial<Record<ChangeKind, number>>>;
  /** Messages whose outcome goes from one to another: `suppressed → replied`. */
  readonly moves: Readonly<Record<string, number>>;
  /** Messages by outcome, in the record and with the candidate. */
  readonly outcomes: Readonly<
    Record<
      string,
      { readonly recorded: number; readonly baseline: number; readonly candidate: number }
    >
  >;
  /** Sessions whose baseline lane differs from the record although nothing is different. */
  readonly noisy: number;
  /** Where sessions begin to differ, by what tips it. */
  readonly causes: Readonly<Record<string, number>>;
  /** Median time from message to outcome, of the messages whose time changes (ms). */
  readonly medianMs: { readonly recorded: number; readonly candidate: number } | null;
  /** Runs that a model must be asked for. */
  readonly asks: number;
  /** Sessions that could not be read, and why. */
  readonly failed: readonly { readonly key: string; readonly because: string }[];
}

export const reportOf = (
  question: Question,
  results: readonly SessionResult[],
  failed: Report['failed'] = [],
): Report => {
  const changed = results.filter(({ changes }) => changes.length > 0);
  return {
    ...question,
    sessions: results.length,
    events: sum(results.map(({ events }) => events)),
    decisions: sum(results.map(({ decisions }) => decisions)),
    reproduced: sum(results.map(({ reproduced }) => reproduced)),
    older: sum(results.map(({ older }) => older)),
    unfaithful: results
      .filter(({ differences }) => differences.some(({ older }) => !older))
      .map(({ key, differences }) => ({ key, differences })),
    changed,
    retimed: results.filter(({ changes, timings }) => changes.length === 0 && timings.length > 0)
      .length,
    kinds: counted(changed.flatMap(kindsOf)),
    moves: counted(changed.flatMap(movesOf)),
    outcomes: outcomesOf(results),
    causes: counted(changed.flatMap(({ diverged }) => diverged?.because ?? [])),
    noisy: results.filter(({ noise = 0 }) => noise > 0).length,
    medianMs: medianOf(results),
    asks: sum(results.map(({ asks }) => asks)),
    failed,
  };
};

const kindsOf = ({ changes }: SessionResult): readonly string[] => [
  ...new Set(changes.map(({ what }) => what)),
];

const movesOf = ({ changes }: SessionResult): readonly string[] =>
  changes
    .filter(({ what }) => what === 'outcome')
    .map(({ recorded, candidate }) => `${recorded} → ${candidate}`);

const outcomesOf = (results: readonly SessionResult[]): Report['outcomes'] => {
  const outcomes: Record<string, { recorded: number; baseline: number; candidate: number }> = {};
  const count = (lane: 'recorded' | 'baseline' | 'candidate', tally: Tally): void => {
    for (const [outcome, messages] of Object.entries(tally.outcomes))
      (outcomes[outcome] ??= { recorded: 0, baseline: 0, candidate: 0 })[lane] += messages;
  };
  for (const { recorded, again = recorded, candidate } of results) {
    count('recorded', recorded);
    count('baseline', again);
    count('candidate', candidate);
  }
  return outcomes;
};

const medianOf = (results: readonly SessionResult[]): Report['medianMs'] => {
  const timings = results.flatMap((result) => result.timings);
  if (timings.length === 0) return null;
  const middle = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return {
    recorded: middle(timings.map(({ recordedMs }) => recordedMs)),
    candidate: middle(timings.map(({ candidateMs }) => candidateMs)),
  };
};

const counted = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
