import { messageOf } from '@deskstream/kernel';
import type { Logger } from '@deskstream/kernel';
import { KafkaConnection } from './connection';
import type { KafkaConnectionOptions } from './connection';
import { protocolType } from './errors';
import { ConsumerGroup, roundRobin } from './kafkajs';

export interface GroupMemberOptions extends KafkaConnectionOptions {
  readonly logger: Logger;
  readonly group: string;
  readonly topic: string;
  /** Without a heartbeat for this long the broker gives the partitions to others. */
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly heartbeatMs: number;
  /** A new generation: these partitions, and no others, are this member's from now on. */
  onAssigned(partitions: readonly number[]): void;
  /** The generation ended; resolve when the work at hand is finished. */
  onRevoked(): Promise<void>;
}

/**
 * Membership of a consumer group without kafkajs' runner: it fetches nothing, so heartbeats never
 * wait for a handler. Goes on for ever: an unreachable broker is asked again until `leave`.
 */
export class GroupMember {
  readonly #connection: KafkaConnection;
  readonly #stopping = new AbortController();
  readonly #done: Promise<void>;
  #group: ConsumerGroup;
  #vanished = false;
  #silent = false;
  #onBeat: (() => void)[] = [];

  constructor(private readonly options: GroupMemberOptions) {
    this.#connection = new KafkaConnection(options);
    this.#group = this.#newGroup();
    this.#done = this.#run();
  }

  /** Resolves after the next heartbeat that the broker accepted, or when this member has left. */
  confirmed(): Promise<void> {
    if (this.#stopping.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => this.#onBeat.push(resolve));
  }

  /** Commits positions as this generation's member; only a hint, so a failure is not reported. */
  async commit(positions: ReadonlyMap<number, number>): Promise<void> {
    const { coordinator, generationId, memberId } = this.#group;
    if (!coordinator || generationId === null || memberId === null) return;
    const partitions = [...positions].map(([partition, next]) => ({
      partition,
      offset: String(next),
    }));
    await coordinator
      .offsetCommit({
        groupId: this.options.group,
        groupGenerationId: generationId,
        memberId,
        topics: [{ topic: this.options.topic, partitions }],
      })
      .catch(() => undefined);
  }

  async leave(): Promise<void> {
    this.#stopping.abort();
    this.#beaten();
    await this.#done;
  }

  /** Falls silent without leaving, as a killed or paused process does. */
  async vanish(): Promise<void> {
    this.#vanished = true;
    await this.leave();
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#generation();
      } catch (error) {
        await this.#recover(error);
      }
    }
    if (!this.#vanished) await this.#group.leave().catch(() => undefined);
    await this.#connection.close().catch(() => undefined);
  }

  async #generation(): Promise<void> {
    const { cluster } = this.#connection;
    if (!cluster.isConnected()) await cluster.connect();
    await cluster.addMultipleTargetTopics([this.options.topic]);
    await this.#group.joinAndSync();
    if (this.#stopping.signal.aborted) return;
    const own = this.#group.assigned().find(({ topic }) => topic === this.options.topic);
    this.#silent = false;
    this.options.onAssigned(own?.partitions ?? []);
    await this.#beat();
    if (!this.#stopping.signal.aborted) await this.options.onRevoked();
  }

  /** Heartbeats until the generation ends; transient failures count only after a whole session. */
  async #beat(): Promise<void> {
    let lastAt = Date.now();
    while (!this.#stopping.signal.aborted) {
      await this.#pause(this.options.heartbeatMs);
      if (this.#stopping.signal.aborted) return;
      try {
        await this.#group.heartbeat({ interval: 0 });
        lastAt = Date.now();
        this.#beaten();
      } catch (error) {
        if (generationEnded(error)) return;
        if (Date.now() - lastAt > this.options.sessionTimeoutMs) throw error;
      }
    }
  }

  async #recover(error: unknown): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#say(error);
    await this.options.onRevoked();
    this.#group = this.#newGroup();
    await this.#pause(500);
    await this.#connection.cluster.refreshMetadata().catch(() => undefined);
  }

  /** Once, until it took part again. */
  #say(error: unknown): void {
    const { logger, group, topic } = this.options;
    if (!this.#silent)
      logger.warn(
        { group, topic, code: protocolType(error) ?? 'EVENT_LOG.UNAVAILABLE' },
        `cannot take part in the group, trying again: ${messageOf(error)}`,
      );
    this.#silent = true;
  }

  #newGroup(): ConsumerGroup {
    const { group, topic, sessionTimeoutMs, rebalanceTimeoutMs } = this.options;
    const { cluster } = this.#connection;
    const kafkajsLogger = (cluster as unknown as { rootLogger: unknown }).rootLogger;
    return new ConsumerGroup({
      cluster,
      groupId: group,
      topics: [topic],
      topicConfigurations: { [topic]: { fromBeginning: true } },
      assigners: [
        (roundRobin as (with_: object) => unknown)({
          cluster,
          groupId: group,
          logger: kafkajsLogger,
        }),
      ],
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: rebalanceTimeoutMs,
      logger: kafkajsLogger,
      instrumentationEmitter: { emit: () => undefined },
      retry: { retries: 2, initialRetryTime: 50, maxRetryTime: 200 },
      autoCommit: false,
      isolationLevel: 1,
    });
  }

  #beaten(): void {
    const waiting = this.#onBeat;
    this.#onBeat = [];
    for (const resolve of waiting) resolve();
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#stopping;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

const generationEnded = (error: unknown): boolean => ENDED.has(protocolType(error) ?? '');

const ENDED = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
]);
