import type { Offset, Position, Topic } from '@deskstream/port-event-log';

/** Where partitions end, as far as this process was told; lanes wait here for records. */
export class Arrivals {
  readonly #ends = new Map<string, Offset>();
  readonly #waiting = new Map<string, Set<() => void>>();

  advance(topic: Topic, partition: number, end: Offset): void {
    const place = `${topic}:${partition}`;
    if (end <= (this.#ends.get(place) ?? 0)) return;
    this.#ends.set(place, end);
    for (const wake of [...(this.#waiting.get(place) ?? [])]) wake();
  }

  stored(positions: readonly Position[]): void {
    for (const { topic, partition, offset } of positions)
      this.advance(topic, partition, offset + 1);
  }

  end(topic: Topic, partition: number): Offset {
    return this.#ends.get(`${topic}:${partition}`) ?? 0;
  }

  /** Topics that a lane waits on. */
  watched(): readonly Topic[] {
    const topics = [...this.#waiting].flatMap(([place, { size }]) =>
      size > 0 ? [place.replace(/:\d+$/, '')] : [],
    );
    return [...new Set(topics)];
  }

  /** Resolves when the partition is known to reach beyond `from`, or the signal aborts. */
  beyond(topic: Topic, partition: number, from: Offset, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.end(topic, partition) > from) return Promise.resolve();
    const place = `${topic}:${partition}`;
    const waiting = this.#waiting.get(place) ?? new Set();
    this.#waiting.set(place, waiting);
    return new Promise((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
