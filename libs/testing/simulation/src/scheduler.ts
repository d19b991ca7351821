import type { EpochMs } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';
import type { FaultRates } from './faults';
import { fateOf, noFaults } from './faults';
import type { Random } from './random';
import { seededRandom } from './random';
import { SimulatedProcess } from './simulated-process';
import { Sleepers } from './sleepers';
import { Trace } from './trace';

/** One continuation that may run next. */
export interface Waiting {
  readonly process: SimulatedProcess;
  readonly point: string;
  /** Its chance to go wrong was taken already. */
  readonly settled: boolean;
  go(): void;
  fail(error: unknown): void;
}

export interface SchedulerOptions {
  readonly seed: number;
  readonly startAt?: EpochMs;
  /** More steps than any history needs; beyond it something turns in circles. */
  readonly maxSteps?: number;
}

/**
 * One thread, one seed: of everything that may run it picks one at random; time moves only when
 * nothing may run. What a crashed process waits for never comes, so its continuations are garbage.
 */
export class Scheduler {
  readonly random: Random;
  readonly trace = new Trace();
  /** Changed by the test: faults end with `noFaults`. */
  rates: FaultRates = noFaults;
  /** Told after a process crashed or froze. */
  onFate: (kind: 'crash' | 'freeze', process: SimulatedProcess, ms: number) => void = () =>
    undefined;
  #now: EpochMs;
  #runnable: Waiting[] = [];
  readonly #sleepers = new Sleepers();
  readonly #maxSteps: number;

  constructor({ seed, startAt = 1_790_000_000_000, maxSteps = 60_000 }: SchedulerOptions) {
    this.random = seededRandom(seed);
    this.#now = startAt;
    this.#maxSteps = maxSteps;
  }

  now(): EpochMs {
    return this.#now;
  }

  /** `immune`: no fault ever befalls it (the vendor, the customers, the test itself). */
  process(
    name: string,
    options: { readonly immune?: boolean; readonly skewMs?: number } = {},
  ): SimulatedProcess {
    return new SimulatedProcess(name, this, options);
  }

  park(waiting: Waiting): void {
    this.#runnable.push(waiting);
  }

  sleep(due: EpochMs, waiting: Waiting): () => void {
    return this.#sleepers.add(due, waiting);
  }

  /** Runs until `done` holds while nothing is runnable. `false`: time or steps were used up before. */
  async run(done: () => boolean, until: EpochMs): Promise<boolean> {
    for (;;) {
      await drained();
      if (this.trace.steps > this.#maxSteps) return false;
      const next = this.#take();
      if (next) this.#step(next);
      else if (done()) return true;
      else if (!this.#advance(until)) return false;
    }
  }

  #take(): Waiting | undefined {
    this.#runnable = this.#runnable.filter(({ process }) => process.alive);
    const awake = this.#runnable.filter(({ process }) => !process.frozen);
    if (awake.length === 0) return undefined;
    const chosen = awake[this.random.below(awake.length)];
    this.#runnable = this.#runnable.filter((waiting) => waiting !== chosen);
    return chosen;
  }

  #advance(until: EpochMs): boolean {
    const due = this.#sleepers.nextDue();
    if (due === undefined || due > until) return false;
    this.#now = Math.max(this.#now, due);
    for (const waiting of this.#sleepers.takeDue(this.#now)) this.park(waiting);
    return true;
  }

  #step(waiting: Waiting): void {
    const { process, point } = waiting;
    const faulty = !process.immune && !waiting.settled;
    const fate = faulty ? fateOf(this.random, this.rates) : ({ kind: 'go' } as const);
    this.trace.note(`${this.#now} ${process.name} ${point} ${fate.kind}`);
    switch (fate.kind) {
      case 'go':
        return waiting.go();
      case 'fail':
        return waiting.fail(unavailable(point));
      case 'crash':
        process.crash();
        return this.onFate('crash', process, 0);
      case 'delay':
        this.sleep(this.#now + fate.ms, { ...waiting, settled: true });
        return;
      case 'freeze':
        this.park({ ...waiting, settled: true });
        process.frozen = true;
        return this.onFate('freeze', process, fate.ms);
    }
  }
}

const unavailable = (point: string): InfraError =>
  new InfraError(
    point.startsWith('log.') ? 'EVENT_LOG.UNAVAILABLE' : 'STORE.UNAVAILABLE',
    `simulated: no answer at ${point}`,
    true,
  );

/** After all promise continuations have run: ticks come only when that queue is empty. */
const drained = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
