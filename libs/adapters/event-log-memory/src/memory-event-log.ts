import { InfraError } from '@deskstream/kernel';
import type { Clock } from '@deskstream/kernel';
import type {
  Draft,
  EventLog,
  LogRecord,
  Position,
  ProcessOptions,
  Topic,
  TopicSpec,
} from '@deskstream/port-event-log';
import { createMemoryBroker } from './memory-broker';
import type { MemoryBroker } from './memory-broker';
import { MemoryProcessing } from './memory-processing';

/** Where a process can be delayed, fail or die: before and after every act on the broker. */
export type LogPoint =
  | 'log.publish'
  | 'log.published'
  | 'log.join'
  | 'log.open'
  | 'log.read'
  | 'log.commit'
  | 'log.committed'
  | 'log.query';

/** Resolves to go on, rejects to fail there (a lost acknowledgement at `log.published`), or never resolves. */
export type At = (point: LogPoint) => Promise<void>;

export interface MemoryEventLogOptions {
  readonly clock: Clock;
  /** Shared by all processes; it survives their crashes. Default: a new one. */
  readonly broker?: MemoryBroker;
  /** Names this process for {@link MemoryBroker.evict}. Default: a running number. */
  readonly processName?: string;
  readonly at?: At;
  /** `false` is a planted defect: a former owner's commit is accepted. */
  readonly fencing?: boolean;
  /** Drafts that may wait in `publish` before it answers EVENT_LOG.FULL. Default 10 000. */
  readonly maxWaiting?: number;
  /** Default 1 000 000, Kafka's default less its framing. */
  readonly maxRecordBytes?: number;
  /** Pause before a failed lane is opened again. Default 100 ms. */
  readonly backoffMs?: number;
}

export interface MemoryEventLog extends EventLog {
  readonly processName: string;
  /** As SIGKILL: whatever this process awaits never happens; its lanes go to others. */
  crash(): void;
}

export const createMemoryEventLog = (options: MemoryEventLogOptions): MemoryEventLog =>
  new InMemoryEventLog(options);

let processes = 0;

class InMemoryEventLog implements MemoryEventLog {
  readonly processName: string;
  readonly #broker: MemoryBroker;
  readonly #processings = new Set<MemoryProcessing>();
  #waiting = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #dead = false;

  constructor(private readonly options: MemoryEventLogOptions) {
    this.#broker = options.broker ?? createMemoryBroker();
    this.processName = options.processName ?? `process-${(processes += 1)}`;
  }

  async publish(drafts: readonly Draft[]): Promise<readonly Position[]> {
    this.#admit(drafts);
    this.#waiting += drafts.length;
    const appended = this.#turn.then(async () => {
      await this.#at('log.publish');
      return this.#broker.append(drafts, this.options.clock.now());
    });
    this.#turn = appended.catch(() => undefined);
    try {
      const positions = await appended;
      await this.#at('log.published');
      return positions;
    } finally {
      this.#waiting -= drafts.length;
    }
  }

  async process(options: ProcessOptions): Promise<MemoryProcessing> {
    await this.#at('log.join');
    const { clock, fencing = true, backoffMs = 100 } = this.options;
    const processing = new MemoryProcessing({
      broker: this.#broker,
      processName: this.processName,
      clock,
      options,
      fencing,
      backoffMs,
      at: (point) => this.#at(point),
      admit: (drafts) => this.#fits(drafts),
    });
    this.#processings.add(processing);
    processing.join();
    return processing;
  }

  async *readTopic(range: Parameters<EventLog['readTopic']>[0]): AsyncIterable<LogRecord> {
    const { topic, partition, to } = range;
    for (let from = range.from; from < to; from += PAGE) {
      await this.#at('log.query');
      const page = this.#broker.read(topic, partition, from, Math.min(PAGE, to - from));
      yield* page;
      if (page.length < PAGE) return;
    }
  }

  async ends(topic: Topic) {
    await this.#at('log.query');
    return this.#broker.ends(topic);
  }

  async committed(group: string, topic: Topic) {
    await this.#at('log.query');
    return this.#broker.group(group, topic).positions();
  }

  async provision(topics: readonly TopicSpec[]): Promise<void> {
    await this.#at('log.query');
    this.#broker.provision(topics);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#processings].map((processing) => processing.stop()));
    this.#processings.clear();
  }

  crash(): void {
    this.#dead = true;
    for (const processing of this.#processings) processing.kill();
  }

  async #at(point: LogPoint): Promise<void> {
    if (this.#dead) return never();
    await this.options.at?.(point);
    if (this.#dead) return never();
  }

  #admit(drafts: readonly Draft[]): void {
    this.#fits(drafts);
    const limit = this.options.maxWaiting ?? 10_000;
    if (this.#waiting > 0 && this.#waiting + drafts.length > limit)
      throw new InfraError(
        'EVENT_LOG.FULL',
        `${this.#waiting} drafts wait already (limit ${limit}); slow down and publish again`,
        true,
      );
  }

  #fits(drafts: readonly Draft[]): void {
    const limit = this.options.maxRecordBytes ?? 1_000_000;
    const large = drafts.find(({ value }) => (value?.byteLength ?? 0) > limit);
    if (large)
      throw new InfraError(
        'EVENT_LOG.TOO_LARGE',
        `a record of ${large.value?.byteLength} bytes for ${large.topic} is over the limit of ${limit}`,
        false,
      );
  }
}

const PAGE = 500;

const never = (): Promise<never> => new Promise(() => undefined);
