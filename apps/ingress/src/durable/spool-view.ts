import type { Clock, EpochMs, PartitionKey } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import type { SpoolSize, WebhookSpool } from '@deskstream/port-webhook-spool';
import type { SpoolLimits } from '../limits';
import type { LimitTerms, TimeLimit } from './time-limit';
import { timeLimit } from './time-limit';

/** `unknown`: the spool does not answer. */
export type Found = 'waiting' | 'none' | 'unknown';

export interface SpoolDeps {
  readonly spool: WebhookSpool;
  readonly clock: Clock;
  readonly limits: SpoolLimits;
}

/** What this replica knows of the shared spool, for the moments in which the spool does not answer. */
export class SpoolView {
  readonly #deps: SpoolDeps;
  readonly #asking: TimeLimit;
  readonly #measuring: TimeLimit;
  /** Keys that this replica saw waiting, with the count of notes at that time. */
  readonly #known = new Map<PartitionKey, number>();
  #notes = 0;
  #size: SpoolSize = { rows: 0, bytes: 0, oldestAt: null };
  #away: { readonly since: EpochMs; readonly because: string; readonly askAt: EpochMs } | null =
    null;

  constructor(deps: SpoolDeps) {
    this.#deps = deps;
    const { clock, limits } = deps;
    this.#asking = timeLimit(clock, spoolTerms(limits.checkMs));
    this.#measuring = timeLimit(clock, spoolTerms(limits.addMs));
  }

  size(): SpoolSize {
    return this.#size;
  }

  away(): { readonly since: EpochMs; readonly because: string } | null {
    return this.#away;
  }

  knows(keys: readonly PartitionKey[]): boolean {
    return keys.some((key) => this.#known.has(key));
  }

  /** While anything is known to wait somewhere, no answer is no permission. */
  maybeWaiting(): boolean {
    return this.#size.rows > 0 || this.#known.size > 0;
  }

  note(keys: Iterable<PartitionKey>): void {
    this.#notes += 1;
    for (const key of keys) this.#known.set(key, this.#notes);
  }

  /** A spool that did not answer is not asked again at once: requests would wait for it one by one. */
  async find(keys: readonly PartitionKey[]): Promise<Found> {
    const { clock, spool } = this.#deps;
    if (this.#away !== null && clock.now() < this.#away.askAt) return 'unknown';
    const asked = this.#notes;
    try {
      const found = await this.#asking(spool.waiting(keys));
      this.#away = null;
      this.#forget(keys, asked);
      this.note(found);
      return found.size > 0 ? 'waiting' : 'none';
    } catch (error) {
      this.#lost(error);
      return 'unknown';
    }
  }

  async measure(): Promise<void> {
    const asked = this.#notes;
    try {
      this.#size = await this.#measuring(this.#deps.spool.size());
      this.#away = null;
      if (this.#size.rows === 0) this.#forget([...this.#known.keys()], asked);
    } catch (error) {
      this.#lost(error);
    }
  }

  #lost(error: unknown): void {
    const { clock, limits } = this.#deps;
    const now = clock.now();
    const since = this.#away?.since ?? now;
    this.#away = { since, because: messageOf(error), askAt: now + limits.everyMs };
  }

  /** Only what was noted before the question. */
  #forget(keys: readonly PartitionKey[], asked: number): void {
    for (const key of keys)
      if ((this.#known.get(key) ?? Infinity) <= asked) this.#known.delete(key);
  }
}

/** How long a question to the spool may take. */
export const spoolTerms = (ms: number): LimitTerms => ({
  ms,
  code: 'SPOOL.SLOW',
  what: 'the spool',
});
