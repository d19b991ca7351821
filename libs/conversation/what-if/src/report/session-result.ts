import type { Change, Timing } from '../compare';
import type { Account } from '../lane/account';
import { ASSUMED_ANSWER } from '../lane/reaction';
import type { Difference } from '../replay/difference';
import type { WhatIf } from '../what-if';

/** What a report keeps of one session: plain JSON, a line of the state file. */
export interface SessionResult {
  readonly key: string;
  readonly events: number;
  readonly decisions: number;
  readonly reproduced: number;
  readonly older: number;
  readonly differences: readonly Difference[];
  readonly diverged: {
    readonly seq: number;
    readonly at: number;
    readonly inputType: string;
    readonly because: string;
    readonly recorded: string | null;
    readonly candidate: string | null;
  } | null;
  readonly changes: readonly Change[];
  readonly timings: readonly Timing[];
  /** What the changed messages say, by id. */
  readonly texts: Readonly<Record<string, string>>;
  readonly recorded: Tally;
  /** Where the baseline lane was asked again. */
  readonly again?: Tally;
  /** Decisions of the baseline lane that the record has otherwise. */
  readonly noise?: number;
  readonly candidate: Tally;
  /** Runs that nobody asked a model for. */
  readonly asks: number;
}

/** Messages by outcome. `assumed`: replies whose words only a model could tell. */
export interface Tally {
  readonly messages: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly assumed: number;
}

const DIFFERENCES = 3;
const PREVIEW = 280;

export const sessionResultOf = (result: WhatIf): SessionResult => {
  const { key, events, baseline, diverged, changes, timings, asks } = result;
  return {
    key,
    events,
    decisions: baseline.decisions,
    reproduced: baseline.reproduced,
    older: baseline.older,
    differences: baseline.differences.slice(0, DIFFERENCES),
    diverged:
      diverged === null
        ? null
        : {
            seq: diverged.seq,
            at: diverged.at,
            inputType: diverged.inputType,
            because: previewOf(diverged.because),
            recorded: diverged.recorded?.type ?? null,
            candidate: diverged.candidate?.type ?? null,
          },
    changes: changes.map(shortened),
    timings,
    texts: textsOf(result.recorded, changes),
    recorded: tallyOf(result.recorded),
    ...(result.again === result.recorded
      ? {}
      : { again: tallyOf(result.again), noise: result.noise }),
    candidate: tallyOf(result.candidate),
    asks: asks.length,
  };
};

const shortened = (change: Change): Change => ({
  ...change,
  recorded: previewOf(change.recorded),
  ...(change.baseline === undefined ? {} : { baseline: previewOf(change.baseline) }),
  candidate: previewOf(change.candidate),
});

const textsOf = (
  { messages }: Account,
  changes: readonly Change[],
): Readonly<Record<string, string>> => {
  const changed = new Set(changes.map(({ messageId }) => messageId));
  return Object.fromEntries(
    messages
      .filter(({ messageId }) => changed.has(messageId))
      .map(({ messageId, text }) => [messageId, previewOf(text)]),
  );
};

const tallyOf = ({ messages }: Account): Tally => {
  const outcomes: Record<string, number> = {};
  for (const message of messages) {
    const name = isAssumed(message) ? `${message.outcome}, if a model answers` : message.outcome;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  }
  return {
    messages: messages.length,
    outcomes,
    assumed: messages.filter(isAssumed).length,
  };
};

const isAssumed = ({ reply }: Account['messages'][number]): boolean => reply === ASSUMED_ANSWER;

const previewOf = (text: string): string =>
  text.length > PREVIEW ? `${text.slice(0, PREVIEW)}…` : text;
