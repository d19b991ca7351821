import type {
  Answered,
  Candidate,
  RecordedSession,
  Replayed,
  SessionResult,
  WhatIf,
} from '@deskstream/conversation-what-if';
import {
  besideBaseline,
  replayDecisions,
  sessionResultOf,
  whatIfOf,
} from '@deskstream/conversation-what-if';
import { hasCode, InfraError, messageOf } from '@deskstream/kernel';
import type { RulesPatch } from '@deskstream/port-settings';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { AskedAnswerer, AskedRun } from '../answering';
import { atATime } from '../at-a-time';
import { identity, readSession } from './recorded-session';
import type { SettingsHistory } from './rules-at';
import { rulesAt } from './rules-at';

export interface WhatIfDeps {
  readonly index: StreamIndex;
  readonly settings: SettingsHistory;
  readonly answerer?: AskedAnswerer;
  /** Asked again with nothing different; without it the record is the baseline. */
  readonly baseline?: AskedAnswerer;
  /** Sessions that are at work together; one without it. */
  readonly itemsAtATime?: number;
}

export interface WhatIfQuestion {
  /** What of the rules is different. */
  readonly rules: RulesPatch;
  /** Another model, prompt or knowledge: also what the record has an answer for is asked again. */
  readonly rerun?: boolean;
}

export type Outcome =
  | { readonly key: string; readonly ok: true; readonly result: SessionResult }
  | { readonly key: string; readonly ok: false; readonly because: string };

/** Runs that one session may need; a lane that asks for more is reported with what it has. */
const MOST_RUNS = 40;
/** Sessions that are read ahead of the one at work. */
const AHEAD = 8;

/**
 * One outcome a session, as they come; one that cannot be read or decided is told of, and the others go on.
 * Fails where every further one would fail: no budget is left, or the provider refuses the key.
 */
export async function* runWhatIf(
  deps: WhatIfDeps,
  keys: readonly string[],
  question: WhatIfQuestion,
  signal: AbortSignal,
): AsyncGenerator<Outcome> {
  const rules = rulesAt(deps.settings, question.rules);
  const decided = async ({ key, session }: Read): Promise<Outcome> => {
    const lanes = {
      settingsAt: rules.candidate(key),
      recordedAt: rules.recorded(key),
      rerun: question.rerun === true,
      signal,
    };
    const told = session.ok ? await attempt(one(deps, session.value, lanes)) : session;
    return told.ok ? { key, ok: true, result: sessionResultOf(told.value) } : { key, ...told };
  };
  yield* atATime(readAhead(deps.index, keys, signal), deps.itemsAtATime ?? 1, decided);
}

interface Read {
  readonly key: string;
  readonly session: Attempt<RecordedSession>;
}

async function* readAhead(
  index: StreamIndex,
  keys: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Read> {
  const read = (key: string) => attempt(existing(index, key));
  const reading = keys.slice(0, AHEAD).map(read);
  for (const [place, key] of keys.entries()) {
    const next = keys[place + AHEAD];
    if (next !== undefined) reading.push(read(next));
    const session = await (reading.shift() ?? read(key));
    if (signal.aborted) return;
    yield { key, session };
  }
}

const existing = async (index: StreamIndex, key: string): Promise<RecordedSession> => {
  const session = await readSession(index, key);
  if (session !== null) return session;
  throw new InfraError('SESSION.UNKNOWN', 'it has no events', false);
};

interface Lanes extends Pick<Candidate, 'settingsAt'> {
  readonly recordedAt: Candidate['settingsAt'];
  readonly rerun: boolean;
  readonly signal: AbortSignal;
}

const one = async (
  { answerer, baseline }: WhatIfDeps,
  { key, entries }: RecordedSession,
  { recordedAt, settingsAt, rerun, signal }: Lanes,
): Promise<WhatIf> => {
  const replayed = replayDecisions(entries, { identity, settingsAt: recordedAt });
  const lane = { key, replayed, recorded: entries.map(({ event }) => event), signal };
  const candidate = await lived(lane, { settingsAt, rerun }, answerer);
  if (baseline === undefined) return candidate;
  const again = { settingsAt: recordedAt, rerun: true };
  return besideBaseline(candidate, await lived(lane, again, baseline));
};

interface LaneOf {
  readonly key: string;
  readonly replayed: Replayed;
  readonly recorded: AskedRun['recorded'];
  readonly signal: AbortSignal;
}

/** Asks run after run, as each answer decides which run is the next. */
const lived = async (
  { key, replayed, recorded, signal }: LaneOf,
  candidate: Pick<Candidate, 'settingsAt' | 'rerun'>,
  answerer: AskedAnswerer | undefined,
): Promise<WhatIf> => {
  const answers = new Map<string, Answered>();
  let result = whatIfOf(key, replayed, { ...candidate, answers });
  if (answerer === undefined) return result;
  for (let run = 0; run < MOST_RUNS; run += 1) {
    const [ask] = result.asks;
    if (ask === undefined || signal.aborted) break;
    answers.set(ask.runId, await answerer.answer({ key, ask, recorded }, signal));
    result = whatIfOf(key, replayed, { ...candidate, answers });
  }
  return result;
};

type Attempt<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: string };

const attempt = <T>(work: Promise<T>): Promise<Attempt<T>> =>
  work.then(
    (value) => ({ ok: true, value }) as const,
    (error: unknown) => {
      if (ENDS_ALL.some((code) => hasCode(error, code))) throw error;
      return { ok: false, because: messageOf(error) } as const;
    },
  );

const ENDS_ALL = ['MODEL.BUDGET_EXHAUSTED', 'MODEL.UNAUTHORIZED'];
