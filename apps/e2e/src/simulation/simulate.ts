import { createHash } from 'node:crypto';
import { STREAM_INDEX_GROUP } from '@deskstream/app-orchestrator';
import { DEDUP_GROUP } from '@deskstream/app-dedup';
import { DISPATCH_GROUP } from '@deskstream/app-dispatcher';
import { DECIDE_GROUP, REASONING_GROUP, TIMERS_GROUP } from '@deskstream/app-orchestrator';
import { TOPICS } from '@deskstream/contracts';
import type { FaultRates, Liveness, Observations } from '@deskstream/testing-simulation';
import { noFaults, Scheduler } from '@deskstream/testing-simulation';
import { playConversation } from './customers';
import type { Defect } from './defect';
import { noDefect } from './defect';
import { DeskModel } from './desk/desk-model';
import type { VendorRates } from './desk/simulated-vendor';
import { calmVendor, simulatedVendor } from './desk/simulated-vendor';
import { blind, impatient, noOperator, startOperator } from './operator';
import { kindOf, System } from './system';
import { Post } from './webhooks';
import { AI, WORKSPACE } from './workspace';

export interface History {
  readonly seed: number;
  readonly observed: Observations;
  /** Hash over every decision of the scheduler; equal for equal seeds. */
  readonly trace: string;
  readonly crashes: number;
}

export interface SimulateOptions {
  readonly seed: number;
  readonly defect?: Defect;
  /** `false`: nothing goes wrong. */
  readonly troubled?: boolean;
  /** Calls are given up soon, and an operator redrives them. Default: every fourth seed. */
  readonly redrives?: boolean;
}

const FAULTS_END_MS = 90_000;
const BOUND_MS = 20 * 60_000;

/** One history: customers write, teammates act, things break; then the faults end and everything must come to rest. */
export const simulate = async (options: SimulateOptions): Promise<History> => {
  const { seed, defect = noDefect, troubled = true } = options;
  const scheduler = new Scheduler({ seed });
  const { random } = scheduler;
  const world = scheduler.process('world', { immune: true });
  const began = scheduler.now();
  const trouble = () => troubled && scheduler.now() - began < FAULTS_END_MS;
  const desk = new DeskModel({
    workspace: WORKSPACE,
    aiTeammateId: AI,
    now: () => scheduler.now(),
    tell: (notification) => post.send(notification),
  });
  const { rates, dispatchLimits, openOperator } = redrivingOf(options, scheduler);
  const system = new System({
    scheduler,
    defect,
    partitions: random.between(1, 3),
    replicas: 2,
    dispatchLimits,
    vendorFor: (caller) =>
      simulatedVendor({
        desk,
        aiTeammateId: AI,
        network: world,
        caller,
        random,
        rates: () => (trouble() ? rates : calmVendor),
      }),
  });
  const post = new Post({ system, network: world, random, troubled: trouble });
  const crashes = healing(scheduler, system, world);
  if (troubled) scheduler.rates = faultRatesOf(scheduler);
  system.start();
  const operator = openOperator({ system, world, random, trouble });
  const conversations = random.between(2, 5);
  let playing = conversations;
  for (let nth = 1; nth <= conversations; nth += 1)
    void playConversation({ desk, world, random }, `c${nth}`).then(() => (playing -= 1));
  const atRest = () =>
    playing === 0 && post.underWay === 0 && isAtRest(system) && operator.isThrough();
  await scheduler.run(atRest, began + FAULTS_END_MS);
  scheduler.rates = noFaults;
  const calmSince = scheduler.now();
  const settled = await scheduler.run(atRest, calmSince + BOUND_MS);
  const liveness: Liveness = {
    openWork: openWorkOf(system),
    lag: lagOf(system),
    settledAfterMs: settled ? Math.max(0, scheduler.now() - calmSince) : null,
    boundMs: BOUND_MS,
  };
  return {
    seed,
    crashes: crashes.count,
    observed: observe(system, { attempts: post.attempts, effects: desk.effects, liveness }),
    trace: traceOf(scheduler, system),
  };
};

const redrivingOf = (
  { seed, defect, redrives = defect?.redrives ?? seed % 4 === 0 }: SimulateOptions,
  scheduler: Scheduler,
) => {
  const rates = vendorRatesOf(scheduler);
  return redrives
    ? { rates: { ...rates, ...blind }, dispatchLimits: impatient, openOperator: startOperator }
    : { rates, dispatchLimits: {}, openOperator: () => noOperator };
};

/** What crashed comes back, what froze wakes up. A frozen process loses its lanes meanwhile, unless it is quick. */
const healing = (scheduler: Scheduler, system: System, world: ReturnType<Scheduler['process']>) => {
  const crashes = { count: 0 };
  scheduler.onFate = (kind, process, ms) => {
    const { random } = scheduler;
    if (kind === 'crash') {
      crashes.count += 1;
      void world.clock.sleep(random.between(200, 10_000)).then(() => system.spawn(kindOf(process)));
      return;
    }
    if (ms > 10_000) system.broker.evict(process.name);
    void world.clock.sleep(ms).then(() => {
      process.frozen = false;
    });
  };
  return crashes;
};

/** Some histories are rough, some nearly calm: rare interleavings need both. */
const faultRatesOf = ({ random }: Scheduler): FaultRates => {
  const rough = random.pick([0.2, 1, 1, 3]);
  return { crash: 0.004 * rough, fail: 0.006 * rough, delay: 0.02 * rough, freeze: 0.002 * rough };
};

const vendorRatesOf = ({ random }: Scheduler): VendorRates => {
  const rough = random.pick([0, 1, 1, 3]);
  return {
    throttled: 0.05 * rough,
    unreachable: 0.03 * rough,
    rejected: 0.02 * rough,
    failedBefore: 0.05 * rough,
    failedAfter: 0.07 * rough,
    unreadable: 0.06 * rough,
  };
};

const WORK_GROUPS = [DISPATCH_GROUP, REASONING_GROUP, TIMERS_GROUP];

const isAtRest = (system: System): boolean =>
  Object.values(lagOf(system)).every((lag) => lag === 0) &&
  Object.values(openWorkOf(system)).every((open) => open === 0);

const openWorkOf = ({ work }: System): Record<string, number> =>
  Object.fromEntries(
    WORK_GROUPS.map((group) => [
      group,
      [...(work.open.get(group)?.values() ?? [])].reduce((sum, { length }) => sum + length, 0),
    ]),
  );

const lagOf = ({ broker, work, indexState }: System): Record<string, number> => {
  const behind = (topic: string, next: (partition: number) => number) =>
    broker
      .ends(topic)
      .reduce((sum, { partition, end }) => sum + Math.max(0, end - next(partition)), 0);
  return {
    [DEDUP_GROUP]: behind(TOPICS.webhooks, (p) =>
      broker.group(DEDUP_GROUP, TOPICS.webhooks).position(p),
    ),
    [DECIDE_GROUP]: behind(TOPICS.inputs, (p) =>
      broker.group(DECIDE_GROUP, TOPICS.inputs).position(p),
    ),
    [STREAM_INDEX_GROUP]: behind(TOPICS.events, (p) => indexState.checkpoints.get(p) ?? 0),
    ...Object.fromEntries(
      WORK_GROUPS.map((group) => [
        group,
        behind(TOPICS.events, (p) => work.checkpoints.get(`${group}[${p}]`) ?? 0),
      ]),
    ),
  };
};

const observe = (
  { broker }: System,
  seen: Pick<Observations, 'attempts' | 'effects' | 'liveness'>,
): Observations => ({
  webhooks: broker.records(TOPICS.webhooks).flat(),
  inputs: broker.records(TOPICS.inputs).flat(),
  events: broker.records(TOPICS.events).flat(),
  deadLetters: broker.records(TOPICS.deadLetters).flat(),
  projections: [],
  ...seen,
});

const traceOf = (scheduler: Scheduler, { broker }: System): string => {
  const hash = createHash('sha256');
  for (const topic of broker.topics())
    for (const record of broker.records(topic).flat())
      hash
        .update(JSON.stringify([record.topic, record.offset, record.timestamp, record.headers]))
        .update(record.value ?? '');
  return `${scheduler.trace.digest()}-${hash.digest('hex').slice(0, 16)}`;
};
