import { entriesOf, identity, rulesAt } from '@deskstream/platform-trials';
import { applyRecord, emptyHead } from '@deskstream/contracts';
import { replayDecisions, sessionResultOf, whatIfOf } from '@deskstream/conversation-what-if';
import type { SimulatedSession } from '../../apps/e2e/src/simulation/recorded-sessions';
import { recordSessions } from '../../apps/e2e/src/simulation/recorded-sessions';
import { settings, WORKSPACE } from '../../apps/e2e/src/simulation/workspace';
import type { BenchContext } from './context';
import type { BenchResult } from './result';
import { median, moreIsBetter } from './result';

const ROUNDS = 5;
const KEY = `${WORKSPACE}/intercom/c1`;

/** Recorded sessions decided again, and decided under another rule, against only folding them. */
export const whatIfBench = async ({
  quick,
}: Pick<BenchContext, 'quick'>): Promise<readonly BenchResult[]> => {
  const sessions = await recordSessions(quick ? 300 : 5_000);
  const decisions = replayed(sessions[0]!).decisions.length;
  const rates = { fold: [] as number[], replay: [] as number[], backTest: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.fold.push(rateOf(sessions, fold));
    rates.replay.push(rateOf(sessions, replayed));
    rates.backTest.push(rateOf(sessions, backTest));
  }
  const common = {
    unit: 'sessions/s',
    limit: median(rates.fold),
    against: 'only folding them, sequence, hash chain and states proven',
    aim: '≥ 0.3',
    detail: `${sessions.length} sessions of the simulation (the first has ${decisions} decisions), in memory, median of ${ROUNDS}`,
  };
  return [
    moreIsBetter({
      ...common,
      name: 'decide recorded sessions again, exactly',
      ours: median(rates.replay),
    }),
    moreIsBetter({
      ...common,
      name: 'back-test of one rule over recorded sessions',
      ours: median(rates.backTest),
    }),
  ];
};

const rateOf = (
  sessions: readonly SimulatedSession[],
  work: (session: SimulatedSession) => unknown,
): number => {
  const startedAt = performance.now();
  for (const session of sessions) work(session);
  return sessions.length / ((performance.now() - startedAt) / 1_000);
};

const fold = ({ events }: SimulatedSession): void => {
  let head = emptyHead();
  for (const record of events) {
    const applied = applyRecord(head, record);
    if (!applied.ok) throw new Error(applied.because);
    head = applied.value.head;
  }
};

const rules = rulesAt(
  { at: (name) => settings.current(name) as never },
  { handleUnassigned: false },
);
const recordedAt = rules.recorded(KEY);
const candidateAt = rules.candidate(KEY);

const replayed = ({ events }: SimulatedSession) => {
  const result = replayDecisions(entriesOf(events), { identity, settingsAt: recordedAt });
  if (result.reproduced !== result.decisions.length) throw new Error('a decision differs');
  return result;
};

const backTest = (session: SimulatedSession) =>
  sessionResultOf(whatIfOf(session.name, replayed(session), { settingsAt: candidateAt }));
