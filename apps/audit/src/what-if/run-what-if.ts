import type { RecordedEvent } from '@deskstream/conversation-domain';
import type {
  Answered,
  Ask,
  Candidate,
  RecordedSession,
  Replayed,
  SessionResult,
  WhatIf,
} from '@deskstream/conversation-what-if';
import { replayDecisions, sessionResultOf, whatIfOf } from '@deskstream/conversation-what-if';
import { InfraError, messageOf } from '@deskstream/kernel';
import type { RulesPatch } from '@deskstream/port-settings';
import type { StreamIndex } from '@deskstream/port-stream-index';
import { identity, readSession } from './recorded-session';
import type { SettingsHistory } from './rules-at';
import { rulesAt } from './rules-at';

export interface AskedRun {
  readonly key: string;
  readonly ask: Ask;
  /** The session as it was recorded: tools give what they gave then. */
  readonly recorded: readonly RecordedEvent[];
}

/** Answers what the record does not, for instance with a model. */
export interface AskedAnswerer {
  /** Named in the report: `extractive/1`. */
  readonly name: string;
  answer(asked: AskedRun, signal: AbortSignal): Promise<Answered>;
}

export interface WhatIfDeps {
  readonly index: StreamIndex;
  readonly settings: SettingsHistory;
  readonly answerer?: AskedAnswerer;
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

/** Session after session; one that cannot be read or decided is told of, and the others go on. */
export async function* runWhatIf(
  deps: WhatIfDeps,
  keys: readonly string[],
  question: WhatIfQuestion,
  signal: AbortSignal,
): AsyncGenerator<Outcome> {
  const rules = rulesAt(deps.settings, question.rules);
  for await (const { key, session } of readAhead(deps.index, keys)) {
    if (signal.aborted) return;
    const lanes = {
      settingsAt: rules.candidate(key),
      recordedAt: rules.recorded(key),
      rerun: question.rerun === true,
      signal,
    };
    const told = session.ok ? await attempt(one(deps, session.value, lanes)) : session;
    yield told.ok ? { key, ok: true, result: sessionResultOf(told.value) } : { key, ...told };
  }
}

async function* readAhead(index: StreamIndex, keys: readonly string[]) {
  const read = (key: string) => attempt(existing(index, key));
  const reading = keys.slice(0, AHEAD).map(read);
  for (const [place, key] of keys.entries()) {
    const next = keys[place + AHEAD];
    if (next !== undefined) reading.push(read(next));
    const session = await (reading.shift() ?? read(key));
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
  { answerer }: WhatIfDeps,
  { key, entries }: RecordedSession,
  lanes: Lanes,
): Promise<WhatIf> => {
  const replayed = replayDecisions(entries, { identity, settingsAt: lanes.recordedAt });
  const answers = new Map<string, Answered>();
  const recorded = entries.map(({ event }) => event);
  const lane = (): WhatIf => laneOf(key, replayed, { ...lanes, answers });
  let result = lane();
  if (answerer === undefined) return result;
  for (let run = 0; run < MOST_RUNS; run += 1) {
    const [ask] = result.asks;
    if (ask === undefined || lanes.signal.aborted) break;
    answers.set(ask.runId, await answerer.answer({ key, ask, recorded }, lanes.signal));
    result = lane();
  }
  return result;
};

const laneOf = (
  key: string,
  replayed: Replayed,
  { settingsAt, rerun, answers }: Lanes & { readonly answers: ReadonlyMap<string, Answered> },
): WhatIf => whatIfOf(key, replayed, { settingsAt, rerun, answers });

type Attempt<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: string };

const attempt = <T>(work: Promise<T>): Promise<Attempt<T>> =>
  work.then(
    (value) => ({ ok: true, value }) as const,
    (error: unknown) => ({ ok: false, because: messageOf(error) }) as const,
  );
