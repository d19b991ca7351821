import { InfraError } from '@deskstream/kernel';
import type { IdempotentProducer, PlacedDraft } from '@deskstream/platform-kafka';
import { sizeOf } from '@deskstream/platform-kafka';
import type { Draft, Position } from '@deskstream/port-event-log';

export interface PublisherOptions {
  readonly producer: IdempotentProducer;
  /** A request is sent when this much waits, or as soon as none is under way. */
  readonly batch: Amount;
  /** What may wait at most; beyond it `publish` answers EVENT_LOG.FULL. */
  readonly waiting: Amount;
  place(drafts: readonly Draft[]): Promise<readonly PlacedDraft[]>;
}

interface Amount {
  readonly records: number;
  readonly bytes: number;
}

interface Waiting {
  readonly drafts: readonly Draft[];
  readonly bytes: number;
  resolve(positions: readonly Position[]): void;
  reject(error: unknown): void;
}

/** After a request of many the next one waits a moment: callers that it answered come back at once, together. */
const FEW = 4;
const LINGER_MS = 1;

/**
 * Callers share requests, for 64 single sends at once cost more than one of 200. One request is
 * under way at a time, which keeps the order. When one fails, all that wait fail with it, at once:
 * a caller knows within one time limit, however long the queue.
 */
export class Publisher {
  #queue: Waiting[] = [];
  #records = 0;
  #bytes = 0;
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(private readonly options: PublisherOptions) {}

  publish(drafts: readonly Draft[]): Promise<readonly Position[]> {
    const bytes = drafts.reduce((size, draft) => size + sizeOf(draft), 0);
    const refusal = this.#refusal(drafts.length, bytes);
    if (refusal) return Promise.reject(refusal);
    return new Promise((resolve, reject) => {
      this.#queue.push({ drafts, bytes, resolve, reject });
      this.#records += drafts.length;
      this.#bytes += bytes;
      this.#running ??= this.#run();
    });
  }

  /** Sends what waits, then takes no more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) {
      const batch = this.#nextBatch();
      await this.#flush(batch);
      if (batch.length > FEW) await new Promise((resolve) => setTimeout(resolve, LINGER_MS));
    }
    this.#running = undefined;
  }

  async #flush(batch: readonly Waiting[]): Promise<void> {
    const placed = new Map<Waiting, readonly PlacedDraft[]>();
    try {
      for (const one of batch) await this.#place(one, placed);
      const offsets = await this.options.producer.send([...placed.values()].flat());
      answer(placed, offsets);
    } catch (error) {
      for (const one of batch) one.reject(error);
      if (isUnavailable(error)) this.#rejectWaiting(error);
    } finally {
      for (const one of batch) this.#release(one);
    }
  }

  /** An unknown topic is the problem of its caller, not of those who share the request. */
  async #place(one: Waiting, placed: Map<Waiting, readonly PlacedDraft[]>): Promise<void> {
    try {
      placed.set(one, await this.options.place(one.drafts));
    } catch (error) {
      if (isUnavailable(error)) throw error;
      one.reject(error);
    }
  }

  #rejectWaiting(error: unknown): void {
    for (const one of this.#queue.splice(0)) {
      one.reject(error);
      this.#release(one);
    }
  }

  /** Whole calls, as many as fit. */
  #nextBatch(): readonly Waiting[] {
    let [records, bytes, count] = [0, 0, 0];
    for (const one of this.#queue) {
      records += one.drafts.length;
      bytes += one.bytes;
      if (count > 0 && (records > this.options.batch.records || bytes > this.options.batch.bytes))
        break;
      count += 1;
    }
    return this.#queue.splice(0, count);
  }

  #release({ drafts, bytes }: Waiting): void {
    this.#records -= drafts.length;
    this.#bytes -= bytes;
  }

  #refusal(records: number, bytes: number): InfraError | undefined {
    const { waiting } = this.options;
    if (this.#closed)
      return new InfraError(
        'EVENT_LOG.UNAVAILABLE',
        'the event log is closed; nothing was stored',
        true,
      );
    if (this.#records === 0) return undefined;
    if (this.#records + records <= waiting.records && this.#bytes + bytes <= waiting.bytes)
      return undefined;
    return new InfraError(
      'EVENT_LOG.FULL',
      `${this.#records} drafts wait already (limit ${waiting.records}, ${waiting.bytes} bytes); slow down and publish again`,
      true,
    );
  }
}

const answer = (
  placed: ReadonlyMap<Waiting, readonly PlacedDraft[]>,
  offsets: readonly number[],
): void => {
  let at = 0;
  for (const [{ drafts, resolve }, places] of placed) {
    const from = at;
    at += places.length;
    resolve(
      places.map(({ partition }, index) => ({
        topic: drafts[index]?.topic ?? '',
        partition,
        offset: offsets[from + index] ?? -1,
      })),
    );
  }
};

const isUnavailable = (error: unknown): boolean =>
  error instanceof InfraError && error.code === 'EVENT_LOG.UNAVAILABLE';
