import type { EpochMs } from '@deskstream/kernel';
import type { Waiting } from './scheduler';

interface Sleeper {
  readonly due: EpochMs;
  readonly waiting: Waiting;
}

/** Who waits for time to pass. Few at a time, so a list does. */
export class Sleepers {
  #all: Sleeper[] = [];

  /** Returns how to take it back. */
  add(due: EpochMs, waiting: Waiting): () => void {
    const sleeper = { due, waiting };
    this.#all.push(sleeper);
    return () => {
      this.#all = this.#all.filter((other) => other !== sleeper);
    };
  }

  /** Of living processes. */
  nextDue(): EpochMs | undefined {
    this.#all = this.#all.filter(({ waiting }) => waiting.process.alive);
    if (this.#all.length === 0) return undefined;
    return this.#all.reduce((least, { due }) => Math.min(least, due), Number.POSITIVE_INFINITY);
  }

  takeDue(now: EpochMs): readonly Waiting[] {
    const due = this.#all.filter((sleeper) => sleeper.due <= now);
    this.#all = this.#all.filter((sleeper) => sleeper.due > now);
    return due.map(({ waiting }) => waiting);
  }
}
