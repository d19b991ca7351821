import { startDecide } from '@deskstream/app-orchestrator';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import type { BenchContext } from './context';
import { until } from './context';
import type { FilledLog } from './filled-log';
import { fillLog } from './filled-log';
import { benchSettings, customerWrote } from './inputs';
import type { BenchResult } from './result';
import { lessIsBetter, median } from './result';

const ROUNDS = 7;

/** From the start of an orchestrator to its first decision, as the log behind it grows. */
export const restartBench = async (context: BenchContext): Promise<readonly BenchResult[]> => {
  const sizes = context.quick ? [300, 3_000] : [2_000, 50_000, 200_000];
  const logs: FilledLog[] = [];
  try {
    for (const size of sizes) logs.push(await fillLog(context, size));
    return resultsOf(logs, await restarted(logs));
  } finally {
    for (const log of logs) await log.close();
  }
};

/** Milliseconds of each round, per log; all logs in turn, after a round to warm up. */
const restarted = async (logs: readonly FilledLog[]): Promise<readonly (readonly number[])[]> => {
  const rounds: number[][] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const times: number[] = [];
    for (const log of logs) times.push(await firstDecision(log, round));
    rounds.push(times);
  }
  return logs.map((_, nth) => rounds.slice(1).map((times) => times[nth] ?? Number.NaN));
};

const resultsOf = (
  logs: readonly FilledLog[],
  times: readonly (readonly number[])[],
): readonly BenchResult[] => {
  const [smallest = Number.NaN, ...larger] = times.map(median);
  return larger.map((ours, nth) =>
    lessIsBetter({
      name: `restart with ${figure(logs[nth + 1])} events in the log`,
      unit: 'ms',
      ours,
      limit: smallest,
      against: `with ${figure(logs[0])} events`,
      aim: 'flat: about 1',
      detail: `start to first decision on a known conversation, median of ${ROUNDS}`,
    }),
  );
};

const figure = (log: FilledLog | undefined): string => (log?.events ?? 0).toLocaleString('en');

const firstDecision = async ({ log, index }: FilledLog, round: number): Promise<number> => {
  await log.publish([customerWrote(7, `again-${round}`)]);
  let decidedAt = 0;
  const startedAt = performance.now();
  const service = await startDecide({
    log,
    index,
    clock: systemClock,
    settings: benchSettings,
    logger: noLogger,
    telemetry: {
      ...noTelemetry,
      count: (metric) => {
        if (metric === 'deskstream.events.decided') decidedAt ||= performance.now();
      },
    },
  });
  await until('a first decision', () => decidedAt > 0, { limitMs: 60_000 });
  await service.stop();
  return decidedAt - startedAt;
};
