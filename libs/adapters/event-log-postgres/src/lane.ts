import { hasCode } from '@deskstream/kernel';
import type { Clock } from '@deskstream/kernel';
import type {
  Draft,
  LaneHandler,
  LogRecord,
  Offset,
  Position,
  ProcessOptions,
} from '@deskstream/port-event-log';
import type { Arrivals } from './arrivals';
import { followerAppends, logError, refuseLarge } from './log-error';
import type { LaneRow, LogStore, TopicRow } from './log-store';

export interface LaneContext {
  readonly store: LogStore;
  readonly arrivals: Arrivals;
  readonly clock: Clock;
  readonly options: ProcessOptions;
  readonly topic: TopicRow;
  readonly fencing: boolean;
  readonly backoffMs: number;
  readonly maxRecordBytes: number;
  stored(positions: readonly Position[]): void;
  /** The fence told that the lane belongs to another process. */
  fenced(): void;
}

/** One owned partition: open, read, handle, commit; after a failure close, wait, open again. */
export class PostgresLane {
  readonly done: Promise<void>;
  next: Offset;
  /** Wakes whatever the lane waits for; the batch at work still finishes. */
  readonly #halt = new AbortController();
  #session = new AbortController();
  #lost = false;

  constructor(
    readonly row: LaneRow,
    private readonly context: LaneContext,
  ) {
    this.next = row.next;
    this.done = this.#run();
  }

  /** After the batch at work. */
  stop(): Promise<void> {
    this.#halt.abort();
    return this.done;
  }

  /** At once: another process owns the lane. */
  lose(): void {
    this.#lost = true;
    this.#session.abort(new Error('lane lost'));
    this.#halt.abort();
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#halt.signal.aborted; failures += 1) {
      this.#session = new AbortController();
      try {
        await this.#work(this.#session.signal, () => (failures = 0));
      } catch (error) {
        await this.#failed(error, failures);
      }
    }
    const { options } = this.context;
    const { partition } = this.row;
    options.onLaneEnded?.({ topic: options.topic, partition });
  }

  async #work(signal: AbortSignal, progress: () => void): Promise<void> {
    const { store, options, topic } = this.context;
    const { group } = options;
    const { partition } = this.row;
    const positions = await store.committed(group, topic).catch((error: unknown) => {
      throw logError(error, `opening ${topic.topic}[${partition}]`);
    });
    const committed = positions[partition]?.next ?? 0;
    const handler = await options.openLane({
      group,
      topic: topic.topic,
      partition,
      committed,
      signal,
    });
    try {
      this.next = handler.from ?? committed;
      while (!this.#halt.signal.aborted) {
        await this.#step(handler);
        progress();
      }
    } finally {
      this.#session.abort(new Error('lane closed'));
      await handler.close?.();
    }
  }

  async #step(handler: LaneHandler): Promise<void> {
    const { arrivals, options, topic } = this.context;
    await arrivals.beyond(topic.topic, this.row.partition, this.next, this.#halt.signal);
    if (this.#halt.signal.aborted) return;
    const batch = await this.#read(options.maxBatch ?? 200);
    if (batch.length === 0 || this.#halt.signal.aborted) return;
    const drafts = await handler.handle(batch);
    if (!this.#lost) await this.#commit(batch, drafts);
  }

  #read(limit: number): Promise<readonly LogRecord[]> {
    const { store, topic } = this.context;
    return store.read(topic, this.row.partition, this.next, limit).catch((error: unknown) => {
      throw logError(error, `reading ${topic.topic}[${this.row.partition}]`);
    });
  }

  async #commit(batch: readonly LogRecord[], drafts: readonly Draft[]): Promise<void> {
    const { store, options, clock, topic, fencing, maxRecordBytes } = this.context;
    if (options.mode === 'follower' && drafts.length > 0) throw followerAppends(options.group);
    refuseLarge(drafts, maxRecordBytes);
    const next = (batch.at(-1)?.offset ?? 0) + 1;
    const { partition, epoch } = this.row;
    const step = {
      group: options.group,
      topicId: topic.id,
      partition,
      epoch: fencing ? epoch : null,
      next,
    };
    const positions = await store.step(step, drafts, clock.now()).catch((error: unknown) => {
      throw logError(error, `committing ${options.group} on ${topic.topic}[${partition}]`);
    });
    this.next = next;
    this.context.stored(positions);
  }

  async #failed(error: unknown, failures: number): Promise<void> {
    const { options, clock, backoffMs, topic } = this.context;
    if (this.#lost) return;
    options.onLaneError?.(error, { topic: topic.topic, partition: this.row.partition });
    if (hasCode(error, 'EVENT_LOG.FENCED')) {
      this.lose();
      return this.context.fenced();
    }
    const pause = Math.min(backoffMs * 2 ** Math.min(failures, 10), 5_000);
    await clock.sleep(pause, this.#halt.signal).catch(() => undefined);
  }
}
