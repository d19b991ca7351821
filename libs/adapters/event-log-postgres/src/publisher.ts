import { InfraError } from '@deskstream/kernel';
import type { Clock } from '@deskstream/kernel';
import type { Draft, Position } from '@deskstream/port-event-log';
import { logError, sizeOf, refuseLarge } from './log-error';
import type { LogStore } from './log-store';

export interface PublisherOptions {
  readonly store: LogStore;
  readonly clock: Clock;
  readonly maxRecordBytes: number;
  readonly maxWaiting: number;
  readonly maxWaitingBytes: number;
  stored(positions: readonly Position[]): void;
}

interface Call {
  readonly drafts: readonly Draft[];
  readonly bytes: number;
  readonly answer: PromiseWithResolvers<readonly Position[]>;
}

const BATCH_RECORDS = 1_000;
const BATCH_BYTES = 4_000_000;

/**
 * Calls that come while a batch is being written share the next one: no added delay when idle, large
 * batches under load. One batch at a time keeps the order of each key.
 */
export class Publisher {
  #queue: Call[] = [];
  #waiting = 0;
  #waitingBytes = 0;
  #writing: Promise<void> | null = null;

  constructor(private readonly options: PublisherOptions) {}

  publish(drafts: readonly Draft[]): Promise<readonly Position[]> {
    refuseLarge(drafts, this.options.maxRecordBytes);
    if (drafts.length === 0) return Promise.resolve([]);
    const bytes = drafts.reduce((sum, draft) => sum + sizeOf(draft), 0);
    this.#refuseOverload(drafts.length, bytes);
    const call: Call = { drafts, bytes, answer: Promise.withResolvers() };
    this.#count(call, 1);
    this.#queue.push(call);
    this.#writing ??= this.#drain();
    return call.answer.promise;
  }

  async idle(): Promise<void> {
    await this.#writing;
  }

  async #drain(): Promise<void> {
    await Promise.resolve(); // callers of the same turn share the first batch
    for (let batch = this.#take(); batch.length > 0; batch = this.#take()) await this.#write(batch);
    this.#writing = null;
  }

  #take(): Call[] {
    let records = 0;
    let bytes = 0;
    const fits = this.#queue.findIndex((call) => {
      records += call.drafts.length;
      bytes += call.bytes;
      return records > BATCH_RECORDS || bytes > BATCH_BYTES;
    });
    return this.#queue.splice(0, fits === -1 ? this.#queue.length : Math.max(1, fits));
  }

  async #write(batch: readonly Call[]): Promise<void> {
    const calls = await this.#known(batch);
    try {
      const drafts = calls.flatMap((call) => call.drafts);
      const positions = await this.options.store.append(drafts, this.options.clock.now());
      this.options.stored(positions);
      let from = 0;
      for (const { drafts: mine, answer } of calls)
        answer.resolve(positions.slice(from, (from += mine.length)));
    } catch (error) {
      for (const { answer } of calls) answer.reject(logError(error, 'publishing'));
    } finally {
      for (const call of batch) this.#count(call, -1);
    }
  }

  /** Calls whose topics exist; the others are answered, so that they do not harm their batch. */
  async #known(batch: readonly Call[]): Promise<readonly Call[]> {
    const known: Call[] = [];
    for (const call of batch)
      try {
        for (const { topic } of call.drafts) await this.options.store.topic(topic);
        known.push(call);
      } catch (error) {
        call.answer.reject(logError(error, 'publishing'));
      }
    return known;
  }

  #count({ drafts, bytes }: Call, sign: 1 | -1): void {
    this.#waiting += sign * drafts.length;
    this.#waitingBytes += sign * bytes;
  }

  #refuseOverload(count: number, bytes: number): void {
    const { maxWaiting, maxWaitingBytes } = this.options;
    if (this.#waiting === 0) return;
    if (this.#waiting + count > maxWaiting || this.#waitingBytes + bytes > maxWaitingBytes)
      throw new InfraError(
        'EVENT_LOG.FULL',
        `${this.#waiting} drafts (${this.#waitingBytes} bytes) wait already; slow down and publish again`,
        true,
      );
  }
}
