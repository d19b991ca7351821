import type { Offset } from '@deskstream/port-event-log';

/** Shows how far followers are: the newest position of each partition, one commit at a time. */
export class PositionHints {
  #waiting = new Map<number, Offset>();
  #running: Promise<void> | undefined;

  constructor(private readonly commit: (positions: ReadonlyMap<number, Offset>) => Promise<void>) {}

  note(partition: number, next: Offset): void {
    this.#waiting.set(partition, next);
    this.#running ??= this.#flush();
  }

  /** Resolves when all that was noted is shown, or could not be. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #flush(): Promise<void> {
    while (this.#waiting.size > 0) {
      const positions = this.#waiting;
      this.#waiting = new Map();
      await this.commit(positions);
    }
    this.#running = undefined;
  }
}
