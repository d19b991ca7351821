import type { Clock, EpochMs } from '@deskstream/kernel';
import type { Scheduler } from './scheduler';

/** One process of the system under test: its clock, and the hook through which its awaits pass. */
export class SimulatedProcess {
  alive = true;
  frozen = false;
  readonly immune: boolean;
  readonly clock: Clock;
  readonly #onCrash: (() => void)[] = [];

  constructor(
    readonly name: string,
    private readonly scheduler: Scheduler,
    { immune = false, skewMs = 0 }: { readonly immune?: boolean; readonly skewMs?: number } = {},
  ) {
    this.immune = immune;
    this.clock = {
      now: () => scheduler.now() + skewMs,
      sleep: (ms, signal) => this.#sleep(scheduler.now() + Math.max(0, ms), signal),
    };
  }

  /** Every await of a port passes here. It may come back later, as a failure, or never. */
  readonly at = (point: string): Promise<void> => {
    if (!this.alive) return never();
    return new Promise((go, fail) => {
      this.scheduler.park({ process: this, point, settled: false, go, fail });
    });
  };

  onCrash(act: () => void): void {
    this.#onCrash.push(act);
  }

  /** As SIGKILL: nothing that waits goes on, nobody is told. */
  crash(): void {
    if (!this.alive) return;
    this.alive = false;
    for (const act of this.#onCrash) act();
  }

  #sleep(due: EpochMs, signal: AbortSignal | undefined): Promise<void> {
    if (!this.alive) return never();
    return new Promise((resolve, fail) => {
      if (signal?.aborted) return fail(signal.reason as Error);
      const stop = () => {
        takeBack();
        if (this.alive) fail(signal?.reason as Error);
      };
      const go = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const takeBack = this.scheduler.sleep(due, {
        process: this,
        point: 'clock.sleep',
        settled: true,
        go,
        fail,
      });
      signal?.addEventListener('abort', stop, { once: true });
    });
  }
}

const never = (): Promise<never> => new Promise(() => undefined);
