import type { Compared } from './compare';
import { compareAccounts } from './compare';
import type { Account } from './lane/account';
import { accountOf } from './lane/account';
import type { Ask, Candidate } from './lane/candidate';
import type { Divergence } from './lane/divergence';
import { runLane } from './lane/run-lane';
import type { RecordedEntry } from './recorded';
import type { Difference } from './replay/difference';
import type { Replayed, ReplayDeps } from './replay/replay-decisions';
import { replayDecisions } from './replay/replay-decisions';

/** One session: as it was, as it is decided again, as it would have been. */
export interface WhatIf extends Compared {
  readonly key: string;
  readonly events: number;
  /** The baseline lane: everything decided again with the settings and answers of then. */
  readonly baseline: {
    readonly decisions: number;
    readonly reproduced: number;
    readonly older: number;
    readonly differences: readonly Difference[];
  };
  /** The first decision that comes out differently; `null`: none. */
  readonly diverged: Divergence | null;
  readonly recorded: Account;
  /** As the baseline lane went where it was asked again (`besideBaseline`); the recorded one without. */
  readonly again: Account;
  /** Decisions that come out otherwise with nothing different: a model seldom says the same twice. */
  readonly noise: number;
  readonly candidate: Account;
  /** Runs that a model must be asked for; until then a good answer is taken for granted. */
  readonly asks: readonly Ask[];
}

export interface RecordedSession {
  readonly key: string;
  readonly entries: readonly RecordedEntry[];
}

export const whatIf = (
  { key, entries }: RecordedSession,
  deps: ReplayDeps,
  candidate: Candidate,
): WhatIf => whatIfOf(key, replayDecisions(entries, deps), candidate);

/** For a session that was replayed already: another candidate, or the answers of a model. */
export const whatIfOf = (key: string, replayed: Replayed, candidate: Candidate): WhatIf => {
  const lane = runLane(replayed, candidate);
  const events = replayed.decisions.flatMap(({ entries }) => entries.map(({ event }) => event));
  const recorded = accountOf(events);
  const other = lane.diverged === null ? recorded : accountOf(lane.events);
  return {
    key,
    events: events.length,
    baseline: {
      decisions: replayed.decisions.length,
      reproduced: replayed.reproduced,
      older: replayed.older,
      differences: replayed.differences,
    },
    diverged: lane.diverged,
    recorded,
    again: recorded,
    noise: 0,
    candidate: other,
    asks: lane.asks,
    ...(lane.diverged === null ? UNCHANGED : compareAccounts(recorded, other)),
  };
};

const UNCHANGED: Compared = { changes: [], timings: [] };
