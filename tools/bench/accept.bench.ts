import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBareTopic } from './bare-kafka';
import type { BenchContext } from './context';
import { fresh } from './context';
import type { BenchInstallation } from './installation';
import { installBench, PARTITIONS, WORKSPACE } from './installation';
import type { LoadOutcome, LoadRequest, Signed } from './load';
import { freePort, runProgram, startProgram } from './process';
import type { Program } from './process';
import type { BenchResult } from './result';
import { lessIsBetter, median, moreIsBetter } from './result';
import { signedWebhooks } from './webhooks';

const ROUNDS = 5;
/** Enough to be limited by work, and few enough to see how long one answer takes. */
const MANY = 50;
const FEW = 24;

interface Target {
  readonly program: Program;
  readonly url: string;
}

/** Webhooks answered with 200 after they are durable: as fast as it goes, and at 3,000 a second. */
export const acceptBench = async (context: BenchContext): Promise<readonly BenchResult[]> => {
  const requests = await signedWebhooks(1_000);
  const installation = await installBench(context, { name: 'accept', vendorUrl: 'http://none' });
  const targets: Target[] = [];
  try {
    targets.push(await ingressOf(context, installation), await bareOf(context));
    const [ours, bare] = targets as [Target, Target];
    return await compared(context, { ours, bare, requests });
  } finally {
    for (const { program } of targets) await program.stop();
    await installation.parts.close();
  }
};

const compared = async (
  context: BenchContext,
  { ours, bare, requests }: { ours: Target; bare: Target; requests: readonly Signed[] },
): Promise<readonly BenchResult[]> => {
  const amount = context.quick ? 3_000 : 20_000;
  const load = (target: Target, connections: number) =>
    loadOnce(context, target, { url: target.url, connections, requests, amount });
  for (const target of [ours, bare]) await load(target, MANY);
  const many: Record<'ours' | 'bare', Outcome[]> = { ours: [], bare: [] };
  const few: Record<'ours' | 'bare', Outcome[]> = { ours: [], bare: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    many.ours.push(await load(ours, MANY));
    many.bare.push(await load(bare, MANY));
    few.ours.push(await load(ours, FEW));
    few.bare.push(await load(bare, FEW));
  }
  const detail = (connections: number) =>
    `${amount} requests over ${connections} connections, median of ${ROUNDS}`;
  return [
    moreIsBetter({
      name: 'accept webhooks',
      unit: '/s',
      ours: median(many.ours.map(({ perSecond }) => perSecond)),
      limit: median(many.bare.map(({ perSecond }) => perSecond)),
      against: 'bare Fastify and kafkajs in batches, nothing checked',
      aim: '≥ 0.8, ≥ 3,000/s',
      detail: `${detail(MANY)}; ${cpuOf(many.ours)} µs of processor time each, bare ${cpuOf(many.bare)}`,
    }),
    lessIsBetter({
      name: 'accept webhooks, p99',
      unit: 'ms',
      ours: p99Of(few.ours),
      limit: p99Of(few.bare),
      against: 'the same',
      aim: '≤ 25 ms at ≥ 3,000/s',
      detail: `${detail(FEW)}: ${rateOf(few.ours)}/s, bare ${rateOf(few.bare)}/s`,
    }),
  ];
};

const rateOf = (outcomes: readonly LoadOutcome[]): string =>
  Math.round(median(outcomes.map(({ perSecond }) => perSecond))).toLocaleString('en');

const cpuOf = (outcomes: readonly Outcome[]): number =>
  Math.round(median(outcomes.map(({ cpuMicros }) => cpuMicros)));

const p99Of = (outcomes: readonly LoadOutcome[]): number => median(outcomes.map(({ p99 }) => p99));

/** The bench is one workspace that sends more than any real one. */
const NO_RATE = { INGRESS_REQUESTS_PER_SECOND: '1000000' };

const ingressOf = async (context: BenchContext, { env }: BenchInstallation): Promise<Target> => {
  const [port, door] = [await freePort(), await freePort()];
  const program = await startProgram(context, 'apps/ingress', {
    env: { ...env, PORT: String(port), INGRESS_PORT: String(door), ...NO_RATE },
    readyUrl: `http://127.0.0.1:${door}/`,
  });
  return { program, url: `http://127.0.0.1:${door}/webhooks/intercom/${WORKSPACE}` };
};

const bareOf = async (context: BenchContext): Promise<Target> => {
  const topic = fresh('bare-accept');
  await createBareTopic(context.brokers, topic, PARTITIONS);
  const door = await freePort();
  const program = await startProgram(context, 'bare-accept', {
    args: [context.brokers.join(','), topic, String(PARTITIONS), String(door)],
    readyUrl: `http://127.0.0.1:${door}/`,
  });
  return { program, url: `http://127.0.0.1:${door}/webhooks/intercom/${WORKSPACE}` };
};

interface Outcome extends LoadOutcome {
  /** Of the server, for each request. */
  readonly cpuMicros: number;
}

const loadOnce = async (
  context: BenchContext,
  { program }: Target,
  request: LoadRequest,
): Promise<Outcome> => {
  const file = join(context.folder, `${fresh('load')}.json`);
  await writeFile(file, JSON.stringify(request));
  const before = program.cpuMs();
  const outcome = JSON.parse(await runProgram(context, 'load', [file])) as LoadOutcome;
  if (outcome.refused > 0) throw new Error(`${outcome.refused} requests to ${request.url} failed`);
  return { ...outcome, cpuMicros: ((program.cpuMs() - before) * 1_000) / request.amount };
};
