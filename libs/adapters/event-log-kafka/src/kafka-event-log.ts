import { InfraError, noLogger, partitionOf } from '@deskstream/kernel';
import type { Logger } from '@deskstream/kernel';
import {
  IdempotentProducer,
  KafkaConnection,
  MAX_BATCH_BYTES,
  createTopics,
  groupPositions,
  logEnds,
  readPartition,
} from '@deskstream/platform-kafka';
import type {
  KafkaConnectionOptions,
  KafkaSecurity,
  PlacedDraft,
  TopicPlan,
} from '@deskstream/platform-kafka';
import type {
  Draft,
  EventLog,
  LogRecord,
  Position,
  ProcessOptions,
  Processing,
  TopicSpec,
} from '@deskstream/port-event-log';
import { createNames } from './names';
import type { Names } from './names';
import { KafkaProcessing } from './processing';
import { Publisher } from './publisher';

export interface KafkaEventLogOptions {
  /** `host:port`, one or more. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Default: unencrypted, without a login. */
  readonly security?: KafkaSecurity | undefined;
  /** Prefix of topics, groups and transactional ids. */
  readonly namespace?: string;
  readonly logger?: Logger;
  /** `publish` answers within this time, plus that of the request under way. Default 1 750 ms. */
  readonly publishTimeoutMs?: number;
  /** Default 200 records, 262 144 bytes. */
  readonly batch?: { readonly records?: number; readonly bytes?: number };
  /** What may wait in `publish`. Default 20 000 records, 64 MiB. */
  readonly waiting?: { readonly records?: number; readonly bytes?: number };
  /** Default 10 000 ms; heartbeats go out three times a second of it, at most every 1 000 ms. */
  readonly sessionTimeoutMs?: number;
  /** Pause before a failed lane is opened again. Default 200 ms. */
  readonly backoffMs?: number;
  /** Connections per group that lanes share for their transactions. Default 2. */
  readonly laneConnections?: number;
  /** Replicas of topics that `provision` creates. Default: the broker's own setting. */
  readonly replicationFactor?: number;
  /** `false` is a planted defect, only for the test that the kill suite finds it. */
  readonly fencing?: boolean;
}

export interface KafkaEventLog extends EventLog {
  /** As SIGKILL would: nothing more is committed, nobody is told. For tests. */
  crash(): Promise<void>;
  /** The cluster believes that this process is gone, while it goes on. For tests. */
  suspend(): Promise<void>;
}

/** A log on Apache Kafka 2.1 to 4.x. Connects when first used; an absent broker is asked again and again. */
export const createKafkaEventLog = (options: KafkaEventLogOptions): KafkaEventLog =>
  new KafkaLog(options);

class KafkaLog implements KafkaEventLog {
  readonly #names: Names;
  readonly #logger: Logger;
  readonly #cluster: KafkaConnectionOptions;
  readonly #publishing: KafkaConnection;
  readonly #reading: KafkaConnection;
  readonly #publisher: Publisher;
  readonly #processings = new Set<KafkaProcessing>();
  readonly #counts = new Map<string, number>();
  #closed: Promise<void> | undefined;

  constructor(private readonly options: KafkaEventLogOptions) {
    const { brokers, clientId, security, namespace, logger = noLogger } = options;
    const { publishTimeoutMs: requestTimeoutMs = PUBLISH_TIMEOUT_MS } = options;
    this.#names = createNames(namespace);
    this.#logger = logger;
    this.#cluster = { brokers, clientId, security, logger };
    this.#reading = new KafkaConnection(this.#cluster);
    this.#publishing = new KafkaConnection({ ...this.#cluster, requestTimeoutMs });
    this.#publisher = new Publisher({
      producer: new IdempotentProducer(this.#publishing, requestTimeoutMs),
      batch: { records: 200, bytes: 262_144, ...options.batch },
      waiting: { records: 20_000, bytes: 67_108_864, ...options.waiting },
      place: (drafts) => this.#place(this.#publishing, drafts),
    });
  }

  async publish(drafts: readonly Draft[]): Promise<readonly Position[]> {
    refuseTooLarge(drafts);
    return drafts.length === 0 ? [] : this.#publisher.publish(drafts);
  }

  async process(options: ProcessOptions): Promise<Processing> {
    const { sessionTimeoutMs = 10_000 } = this.options;
    const processing = new KafkaProcessing({
      ...{ cluster: this.#cluster, options, sessionTimeoutMs },
      logger: this.#logger,
      names: this.#names,
      heartbeatMs: Math.min(1_000, Math.ceil(sessionTimeoutMs / 5)),
      backoffMs: this.options.backoffMs ?? 200,
      laneConnections: this.options.laneConnections ?? 2,
      fencing: this.options.fencing ?? true,
      place: (drafts) => {
        refuseTooLarge(drafts);
        return this.#place(this.#reading, drafts);
      },
    });
    this.#processings.add(processing);
    return processing;
  }

  async *readTopic(range: Parameters<EventLog['readTopic']>[0]): AsyncIterable<LogRecord> {
    const { topic, partition } = range;
    const ends = await logEnds(this.#reading, this.#names.topic(topic));
    const { start, end } = ends[partition] ?? { start: 0, end: 0 };
    const from = Math.max(range.from, start);
    const to = Math.min(range.to, end);
    const named = this.#names.topic(topic);
    for await (const record of readPartition(this.#reading, { topic: named, partition, from, to }))
      yield { ...record, topic, partition };
  }

  ends(topic: string) {
    return logEnds(this.#reading, this.#names.topic(topic));
  }

  async committed(group: string, topic: string) {
    const named = this.#names.topic(topic);
    const count = await this.#count(this.#reading, named);
    const partitions = Array.from({ length: count }, (_, partition) => partition);
    const positions = await groupPositions(this.#reading, {
      group: this.#names.group(group),
      topic: named,
      partitions,
    });
    return partitions.map((partition) => ({ partition, next: positions.get(partition) ?? 0 }));
  }

  provision(topics: readonly TopicSpec[]): Promise<void> {
    const { replicationFactor = -1 } = this.options;
    const plans = topics.map((spec): TopicPlan => ({
      topic: this.#names.topic(spec.topic),
      partitions: spec.partitions,
      config: configOf(spec),
      replicationFactor,
    }));
    return createTopics(this.#reading, plans);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async crash(): Promise<void> {
    await Promise.all([...this.#processings].map((processing) => processing.crash()));
  }

  async suspend(): Promise<void> {
    await Promise.all([...this.#processings].map((processing) => processing.suspend()));
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#processings].map((processing) => processing.stop()));
    await this.#publisher.close();
    await Promise.all(
      [this.#publishing, this.#reading].map((one) => one.close().catch(() => undefined)),
    );
  }

  async #place(
    connection: KafkaConnection,
    drafts: readonly Draft[],
  ): Promise<readonly PlacedDraft[]> {
    const counts = new Map<string, number>();
    for (const topic of new Set(drafts.map((draft) => draft.topic)))
      counts.set(topic, await this.#count(connection, this.#names.topic(topic)));
    return drafts.map((draft) => ({
      ...draft,
      topic: this.#names.topic(draft.topic),
      partition: partitionOf(draft.key, counts.get(draft.topic) ?? 1),
    }));
  }

  /** Remembered: a partition count is fixed when a topic is created. */
  async #count(connection: KafkaConnection, topic: string): Promise<number> {
    const known = this.#counts.get(topic);
    if (known !== undefined) return known;
    const count = await connection.retrying(
      `partitions of ${topic}`,
      () => connection.partitions(topic),
      this.options.publishTimeoutMs ?? PUBLISH_TIMEOUT_MS,
    );
    this.#counts.set(topic, count);
    return count;
  }
}

const PUBLISH_TIMEOUT_MS = 1_750;

const configOf = ({ cleanup }: TopicSpec): Readonly<Record<string, string>> => {
  if (cleanup === 'keep') return { 'retention.ms': '-1', 'retention.bytes': '-1' };
  if (cleanup === 'compact') return { 'cleanup.policy': 'compact' };
  return { 'retention.ms': String(cleanup.deleteAfterMs) };
};

const refuseTooLarge = (drafts: readonly Draft[]): void => {
  const large = drafts.find(({ value }) => (value?.byteLength ?? 0) > MAX_BATCH_BYTES);
  if (large)
    throw new InfraError(
      'EVENT_LOG.TOO_LARGE',
      `a record of ${large.value?.byteLength} bytes for ${large.topic} is over the limit of ${MAX_BATCH_BYTES}`,
      false,
    );
};
