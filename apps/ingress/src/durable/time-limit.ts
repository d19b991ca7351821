import type { Clock, EpochMs } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';

/** Rejects with a transient error of its code when `work` takes longer; the work itself goes on. */
export type TimeLimit = <T>(work: Promise<T>) => Promise<T>;

export interface LimitTerms {
  readonly ms: number;
  readonly code: string;
  /** Who did not answer, in words. */
  readonly what: string;
}

export const logTerms = (ms: number): LimitTerms => ({
  ms,
  code: 'INGRESS.LOG_SLOW',
  what: 'the log',
});

/** One timer serves all that wait: one for each would cost more than checking a signature does. */
export const timeLimit = (clock: Clock, terms: LimitTerms): TimeLimit => {
  const line = new Line(clock, terms);
  return <T>(work: Promise<T>) => {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const leave = line.join(reject);
    work.then(
      (value) => {
        leave();
        resolve(value);
      },
      (error: unknown) => {
        leave();
        reject(error);
      },
    );
    return promise;
  };
};

interface Waiting {
  readonly dueAt: EpochMs;
  /** `null`: it has its answer. */
  reject: ((error: unknown) => void) | null;
}

/** All wait equally long, so whoever came first is due first. */
class Line {
  #waiting: Waiting[] = [];
  #unanswered = 0;
  #watch: AbortController | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly terms: LimitTerms,
  ) {}

  /** What is returned is called once there is an answer. */
  join(reject: (error: unknown) => void): () => void {
    const one: Waiting = { dueAt: this.clock.now() + this.terms.ms, reject };
    this.#waiting.push(one);
    this.#unanswered += 1;
    if (this.#watch === null) {
      this.#watch = new AbortController();
      void this.#expire(this.#watch.signal);
    }
    return () => this.#leave(one);
  }

  #leave(one: Waiting): void {
    if (one.reject === null) return;
    one.reject = null;
    this.#unanswered -= 1;
    if (this.#unanswered > 0) return;
    this.#waiting = [];
    this.#watch?.abort(NOBODY_WAITS);
    this.#watch = null;
  }

  async #expire(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const now = this.clock.now();
      const first = this.#waiting.findIndex(({ dueAt, reject }) => reject !== null && dueAt > now);
      const past = this.#waiting.splice(0, first === -1 ? this.#waiting.length : first);
      for (const one of past) this.#refuse(one);
      const next = this.#waiting[0];
      if (next === undefined || signal.aborted) return;
      try {
        await this.clock.sleep(next.dueAt - now, signal);
      } catch (error) {
        if (!signal.aborted) this.#giveUp(error);
        return;
      }
    }
  }

  /** The clock itself stopped: nobody would ever be told. */
  #giveUp(error: unknown): void {
    for (const one of this.#waiting.splice(0)) {
      const { reject } = one;
      this.#leave(one);
      reject?.(error);
    }
  }

  #refuse(one: Waiting): void {
    const { reject } = one;
    const { code, what, ms } = this.terms;
    this.#leave(one);
    reject?.(new InfraError(code, `${what} did not answer within ${ms} ms`, true));
  }
}

/** Made once: an abort without a reason makes a costly one each time. */
const NOBODY_WAITS = new Error('nobody waits');
