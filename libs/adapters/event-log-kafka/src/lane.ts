import { InfraError, hasCode } from '@deskstream/kernel';
import type { Logger } from '@deskstream/kernel';
import type { KafkaConnection, PlacedDraft } from '@deskstream/platform-kafka';
import { TransactionalProducer, groupPositions, logEnds } from '@deskstream/platform-kafka';
import type {
  Draft,
  LaneHandler,
  LogRecord,
  Offset,
  ProcessOptions,
} from '@deskstream/port-event-log';
import type { LaneFetcher } from './lane-fetcher';
import { LaneFeed } from './lane-feed';
import type { Names } from './names';

export interface LaneContext {
  readonly options: ProcessOptions;
  readonly names: Names;
  readonly connection: KafkaConnection;
  readonly fetcher: LaneFetcher;
  readonly logger: Logger;
  readonly backoffMs: number;
  /** Planted defect for the kill suite's own test: everybody writes under an id of their own. */
  readonly fencing: boolean;
  readonly processId: string;
  place(drafts: readonly Draft[]): Promise<readonly PlacedDraft[]>;
  /** Resolves when the broker confirmed this member once more. */
  confirmed(): Promise<void>;
  /** A follower's position, to be shown. */
  progress(partition: number, next: Offset): void;
}

/** One owned partition: fence, read the position, open, then read, handle, commit; on failure anew. */
export class KafkaLane {
  readonly done: Promise<void>;
  next: Offset = 0;
  /** No further batches; the one at work finishes. */
  readonly #halt = new AbortController();
  #session = new AbortController();
  #lost = false;
  /** Code of the failure that was logged, until a batch is through. */
  #said: unknown = null;

  /** `after`: the same partition's lane of the former generation, whose handler may still be at work. */
  constructor(
    readonly partition: number,
    private readonly context: LaneContext,
    after: Promise<void>,
  ) {
    this.done = after.then(() => this.#run());
  }

  get lost(): boolean {
    return this.#lost;
  }

  stop(): Promise<void> {
    this.#halt.abort();
    return this.done;
  }

  /** Another generation began: what is at work is dropped, whatever comes of it. */
  lose(): void {
    this.#lost = true;
    this.#session.abort(new Error('lane lost'));
    this.#halt.abort();
  }

  async #run(): Promise<void> {
    while (!this.#halt.signal.aborted) {
      this.#session = new AbortController();
      try {
        await this.#work(this.#session.signal);
      } catch (error) {
        await this.#failed(error);
      }
    }
    const { options } = this.context;
    const { partition } = this;
    options.onLaneEnded?.({ topic: options.topic, partition });
  }

  async #work(signal: AbortSignal): Promise<void> {
    const { options } = this.context;
    const producer = options.mode === 'follower' ? undefined : await this.#fence();
    const committed = await this.#committed();
    if (this.#halt.signal.aborted) return;
    const { group, topic } = options;
    const { partition } = this;
    const handler = await options.openLane({
      group,
      topic,
      partition,
      committed: committed ?? 0,
      signal,
    });
    try {
      await this.#consume(handler, producer, committed);
    } finally {
      this.#session.abort(new Error('lane closed'));
      await handler.close?.();
    }
  }

  #fence(): Promise<TransactionalProducer> {
    const { names, options, connection, fencing, processId } = this.context;
    const id = names.transactionalId(options.group, options.topic, this.partition);
    return TransactionalProducer.open(connection, fencing ? id : `${id}.${processId}`);
  }

  async #committed(): Promise<Offset | undefined> {
    const { names, options, connection } = this.context;
    const positions = await groupPositions(connection, {
      group: names.group(options.group),
      topic: names.topic(options.topic),
      partitions: [this.partition],
    });
    return positions.get(this.partition);
  }

  async #consume(
    handler: LaneHandler,
    producer: TransactionalProducer | undefined,
    committed: Offset | undefined,
  ): Promise<void> {
    const { fetcher, options } = this.context;
    const max = options.maxBatch ?? 200;
    this.next = await this.#start(handler.from ?? committed);
    const feed = new LaneFeed(this.partition, this.next, max);
    try {
      await fetcher.add(feed);
      while (!this.#halt.signal.aborted) {
        const { records, next } = await feed.take(max, this.#halt.signal);
        fetcher.poke();
        if (records.length > 0 && !this.#halt.signal.aborted)
          await this.#step(handler, producer, {
            records: records.map((one) => this.#recordOf(one)),
            next,
          });
      }
    } finally {
      fetcher.remove(feed);
    }
  }

  /** Kafka would silently go on elsewhere when a position is gone; here that is an error, said aloud. */
  async #start(wanted: Offset | undefined): Promise<Offset> {
    const { names, options, connection } = this.context;
    const ends = await logEnds(connection, names.topic(options.topic));
    const { start, end } = ends[this.partition] ?? { start: 0, end: 0 };
    if (wanted === undefined || wanted === 0) return start;
    if (wanted < start || wanted > end)
      throw outOfRange(options, this.partition, { wanted, start, end });
    return wanted;
  }

  async #step(
    handler: LaneHandler,
    producer: TransactionalProducer | undefined,
    batch: { readonly records: readonly LogRecord[]; readonly next: Offset },
  ): Promise<void> {
    const { options, names, place, progress } = this.context;
    const drafts = await handler.handle(batch.records);
    if (this.#lost) return;
    if (producer) {
      const group = names.group(options.group);
      const topic = names.topic(options.topic);
      const { partition } = this;
      const placed = await place(drafts);
      await producer.commit({ drafts: placed, group, topic, partition, next: batch.next });
    } else {
      if (drafts.length > 0) throw followerAppends(options.group);
      progress(this.partition, batch.next);
    }
    this.next = batch.next;
    this.#said = null;
  }

  #recordOf(record: Omit<LogRecord, 'topic' | 'partition'>): LogRecord {
    return { ...record, topic: this.context.options.topic, partition: this.partition };
  }

  async #failed(error: unknown): Promise<void> {
    const { options, logger, confirmed, backoffMs } = this.context;
    if (this.#lost && !hasCode(error, 'EVENT_LOG.FENCED')) return;
    const { group, topic } = options;
    const { partition } = this;
    const { code = 'UNKNOWN' } = error as { code?: unknown };
    if (this.#said !== code)
      logger.warn({ group, topic, partition, code }, 'lane closed, it will be opened again');
    this.#said = code;
    options.onLaneError?.(error, { topic, partition });
    if (this.#halt.signal.aborted) return;
    await pause(backoffMs, this.#halt.signal);
    if (hasCode(error, 'EVENT_LOG.FENCED'))
      await Promise.race([confirmed(), ended(this.#halt.signal)]);
  }
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([waited, ended(signal)]);
  clearTimeout(timer);
};

const followerAppends = (group: string): InfraError =>
  new InfraError(
    'EVENT_LOG.FOLLOWER_APPENDS',
    `${group} follows: its handler must return no drafts; use mode 'transactional' to append`,
    false,
  );

const outOfRange = (
  { group, topic }: ProcessOptions,
  partition: number,
  at: { wanted: Offset; start: Offset; end: Offset },
): InfraError =>
  new InfraError(
    'EVENT_LOG.OUT_OF_RANGE',
    `${group} stands at ${at.wanted} of ${topic}[${partition}], but the log has ${at.start} to ${at.end}: records were lost to retention or the topic was made anew; set the group's position by hand`,
    false,
  );
