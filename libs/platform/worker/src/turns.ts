import type { EpochMs } from '@deskstream/kernel';
import type { QueueTerms, WorkItem } from '@deskstream/port-work-ledger';
import type { Admission, Admitted } from './work';

/** One of so many items of a queue is the one that waits longest, whatever its urgency. */
const OLDEST_OF = 8;

/** Who is under way here, and what may be claimed next. */
export class Turns {
  readonly #running = new Map<string, number>();
  /** Items of a queue since its oldest had its turn. */
  readonly #since = new Map<string, number>();

  constructor(private readonly admission: Admission | undefined) {}

  begun(item: WorkItem): void {
    const queue = queueOf(item);
    const since = this.#since.get(queue) ?? 0;
    this.#since.set(queue, since >= OLDEST_OF - 1 ? 0 : since + 1);
    this.#running.set(queue, (this.#running.get(queue) ?? 0) + 1);
  }

  ended(item: WorkItem): void {
    const queue = queueOf(item);
    const running = (this.#running.get(queue) ?? 1) - 1;
    if (running > 0) this.#running.set(queue, running);
    else this.#running.delete(queue);
  }

  /** `until`: when the terms may have changed by themselves. */
  terms(limit: number): { readonly terms: readonly QueueTerms[]; readonly until: EpochMs | null } {
    const queues = new Set([
      ...(this.admission?.queues() ?? []),
      ...(this.admission === undefined ? [] : this.#running.keys()),
      ...[...this.#since].filter(([, since]) => since >= OLDEST_OF - 1).map(([queue]) => queue),
    ]);
    const admitted = [...queues].map((queue) => ({ queue, ...this.#admit(queue, limit) }));
    const ends = admitted.flatMap(({ until }) => until ?? []);
    return {
      terms: admitted.map(({ queue, atMost, leastUrgent }) =>
        this.#turnOf({ queue, atMost, leastUrgent }),
      ),
      until: ends.length === 0 ? null : ends.reduce((a, b) => Math.min(a, b)),
    };
  }

  #admit(queue: string, limit: number): Admitted {
    return (
      this.admission?.admit(queue, this.#running.get(queue) ?? 0) ?? {
        atMost: limit,
        leastUrgent: 2,
        until: null,
      }
    );
  }

  #turnOf(terms: Omit<QueueTerms, 'oldestFirst'>): QueueTerms {
    const oldestFirst = (this.#since.get(terms.queue) ?? 0) >= OLDEST_OF - 1;
    return {
      ...terms,
      oldestFirst,
      atMost: oldestFirst ? Math.min(1, terms.atMost) : terms.atMost,
    };
  }
}

const queueOf = ({ queue, workspace }: WorkItem): string => queue ?? workspace;
