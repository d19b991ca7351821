import { InfraError, hasCode } from '@deskstream/kernel';
import type { Clock } from '@deskstream/kernel';
import type {
  Draft,
  LaneHandler,
  LogRecord,
  Offset,
  ProcessOptions,
} from '@deskstream/port-event-log';
import type { MemoryBroker } from './memory-broker';
import type { Assignment } from './memory-group';

export interface LaneContext {
  readonly broker: MemoryBroker;
  readonly clock: Clock;
  readonly options: ProcessOptions;
  readonly fencing: boolean;
  readonly backoffMs: number;
  at(point: 'log.open' | 'log.read' | 'log.commit' | 'log.committed'): Promise<void>;
  /** Throws EVENT_LOG.TOO_LARGE. */
  admit(drafts: readonly Draft[]): void;
  /** The fence told that the lane belongs to another process. */
  fenced(): void;
}

/** One owned partition: open, read, handle, commit; after a failure close, wait, open again. */
export class MemoryLane {
  readonly done: Promise<void>;
  next: Offset = 0;
  /** Wakes whatever the lane waits for; the batch at work still finishes. */
  readonly #halt = new AbortController();
  #session = new AbortController();
  #lost = false;

  constructor(
    readonly assignment: Assignment,
    private readonly context: LaneContext,
  ) {
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
    while (!this.#halt.signal.aborted) {
      this.#session = new AbortController();
      try {
        await this.#work(this.#session.signal);
      } catch (error) {
        await this.#failed(error);
      }
    }
    const { options } = this.context;
    const { partition } = this.assignment;
    options.onLaneEnded?.({ topic: options.topic, partition });
  }

  async #work(signal: AbortSignal): Promise<void> {
    const { broker, options, at } = this.context;
    const { group, topic } = options;
    const { partition } = this.assignment;
    await at('log.open');
    const committed = broker.group(group, topic).position(partition);
    const handler = await options.openLane({ group, topic, partition, committed, signal });
    try {
      this.next = handler.from ?? committed;
      while (!this.#halt.signal.aborted) await this.#step(handler);
    } finally {
      this.#session.abort(new Error('lane closed'));
      await handler.close?.();
    }
  }

  async #step(handler: LaneHandler): Promise<void> {
    const { broker, options, at } = this.context;
    const { partition } = this.assignment;
    await broker.arrival(options.topic, partition, this.next, this.#halt.signal);
    await at('log.read');
    if (this.#halt.signal.aborted) return;
    const batch = broker.read(options.topic, partition, this.next, options.maxBatch ?? 200);
    if (batch.length === 0) return;
    const drafts = await handler.handle(batch);
    await this.#commit(batch, drafts);
  }

  async #commit(batch: readonly LogRecord[], drafts: readonly Draft[]): Promise<void> {
    const { broker, options, at, admit, clock, fencing } = this.context;
    if (options.mode === 'follower' && drafts.length > 0) throw followerAppends(options.group);
    admit(drafts);
    await at('log.commit');
    const next = (batch.at(-1)?.offset ?? 0) + 1;
    const { group, topic } = options;
    broker.commit({ group, topic, ...this.assignment, next, drafts, at: clock.now(), fencing });
    this.next = next;
    await at('log.committed');
  }

  async #failed(error: unknown): Promise<void> {
    const { options, clock, backoffMs } = this.context;
    if (this.#lost) return;
    const { partition } = this.assignment;
    options.onLaneError?.(error, { topic: options.topic, partition });
    if (hasCode(error, 'EVENT_LOG.FENCED')) {
      this.lose();
      return this.context.fenced();
    }
    await clock.sleep(backoffMs, this.#halt.signal).catch(() => undefined);
  }
}

const followerAppends = (group: string): InfraError =>
  new InfraError(
    'EVENT_LOG.FOLLOWER_APPENDS',
    `${group} follows: its handler must return no drafts; use mode 'transactional' to append`,
    false,
  );
