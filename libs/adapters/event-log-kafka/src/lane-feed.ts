import type { FetchedPage, FetchedRecord } from '@deskstream/platform-kafka';

/** A batch of one partition and the position after it, behind records that nobody may see. */
export interface Taken {
  readonly records: readonly FetchedRecord[];
  readonly next: number;
}

/** What was fetched for one lane and not handed over yet. */
export class LaneFeed {
  #buffer: FetchedRecord[] = [];
  #failure: Error | undefined;
  #wake: () => void = () => undefined;
  #closed = false;
  /** Fetch me alone: the last answer had no room for me. */
  starved = false;

  constructor(
    readonly partition: number,
    /** Where the next fetch begins. */
    public position: number,
    private readonly low: number,
  ) {}

  /** Holds less than one batch, so more should be fetched. */
  get hungry(): boolean {
    return !this.#closed && this.#failure === undefined && this.#buffer.length < this.low;
  }

  deliver(page: FetchedPage): void {
    if (this.#closed) return;
    for (const record of page.records) this.#buffer.push(record);
    this.position = page.next;
    this.starved = page.starved;
    if (page.records.length > 0) this.#wake();
  }

  fail(error: Error): void {
    this.#failure = error;
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** At least one record, or none once the feed or the signal ended. */
  async take(max: number, signal: AbortSignal): Promise<Taken> {
    if (this.#buffer.length === 0) await this.#arrival(signal);
    if (this.#failure !== undefined) throw this.#failure;
    const records = this.#buffer.splice(0, max);
    return { records, next: this.#buffer[0]?.offset ?? this.position };
  }

  #arrival(signal: AbortSignal): Promise<void> {
    if (this.#closed || signal.aborted || this.#failure !== undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#wake = wake;
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
