import { InfraError, noLogger } from '@deskstream/kernel';
import type { Logger } from '@deskstream/kernel';
import { protocolType, toInfraError } from './errors';
import { Cluster } from './kafkajs';
import type { Broker } from './kafkajs';
import { quietLogger } from './logging';
import { wireSecurityOf } from './security';
import type { KafkaSecurity } from './security';
import { socketFactory } from './socket';

export interface KafkaConnectionOptions {
  /** `host:port`, one or more. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly security?: KafkaSecurity | undefined;
  readonly logger?: Logger;
  /** After which a request without an answer counts as failed. Default 10 000 ms. */
  readonly requestTimeoutMs?: number;
}

const COORDINATOR = { group: 0, transaction: 1 } as const;
const READ_COMMITTED = 1;
/** TLS costs two more round trips, and a broker that many clients come back to at once is slow. */
const HANDSHAKE_MS = 3_000;

/**
 * Connections to every broker of one cluster: one for fetches and one for all else, each served by
 * the broker in order. So whatever may wait long (joining a group) needs a connection of its own.
 */
export class KafkaConnection {
  readonly cluster: Cluster;
  readonly #proven = new Set<string>();
  #closed = false;

  constructor(readonly options: KafkaConnectionOptions) {
    this.cluster = new Cluster({
      logger: quietLogger(options.logger ?? noLogger),
      socketFactory: socketFactory(),
      brokers: [...options.brokers],
      clientId: options.clientId,
      ...wireSecurityOf(options.security),
      connectionTimeout: options.security?.tls ? HANDSHAKE_MS : 1_000,
      authenticationTimeout: 3_000,
      requestTimeout: options.requestTimeoutMs ?? 10_000,
      enforceRequestTimeout: true,
      metadataMaxAge: 60_000,
      retry: { retries: 1, initialRetryTime: 20, maxRetryTime: 100 },
      allowAutoTopicCreation: false,
      isolationLevel: READ_COMMITTED,
    });
  }

  /** Number of partitions. EVENT_LOG.UNKNOWN_TOPIC when the topic does not exist. */
  async partitions(topic: string): Promise<number> {
    return (await this.#metadata(topic)).length;
  }

  async leaderOf(topic: string, partition: number): Promise<{ node: number; broker: Broker }> {
    const known = (await this.#metadata(topic)).find(
      ({ partitionId }) => partitionId === partition,
    );
    if (!known) throw unknownTopic(`${topic}[${partition}]`);
    return { node: known.leader, broker: await this.cluster.findBroker({ nodeId: known.leader }) };
  }

  coordinator(kind: keyof typeof COORDINATOR, id: string): Promise<Broker> {
    return this.cluster.findGroupCoordinator({ groupId: id, coordinatorType: COORDINATOR[kind] });
  }

  /** Runs one exchange connected; a failure is an `InfraError`, and stale knowledge is thrown away. */
  async once<T>(where: string, exchange: () => Promise<T>): Promise<T> {
    if (this.#closed) throw closed(where);
    try {
      if (!this.cluster.isConnected()) await this.cluster.connect();
      await this.cluster.refreshMetadataIfNecessary();
      return await exchange();
    } catch (error) {
      await this.#forget(error);
      throw toInfraError(error, where);
    } finally {
      if (this.#closed) await this.cluster.disconnect();
    }
  }

  /** As {@link once}, again and again until `withinMs` is over while the failure is transient. */
  async retrying<T>(where: string, exchange: () => Promise<T>, withinMs: number): Promise<T> {
    const deadline = Date.now() + withinMs;
    for (let wait = 10; ; wait = Math.min(wait * 2, 200)) {
      try {
        return await this.once(where, exchange);
      } catch (error) {
        const again = error instanceof InfraError && error.transient && !this.#closed;
        if (!again || Date.now() + wait > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.cluster.disconnect();
  }

  async #metadata(topic: string) {
    await this.#prove(topic);
    await this.cluster.addMultipleTargetTopics([topic]);
    const known = this.cluster.findTopicPartitionMetadata(topic);
    if (known.length > 0) return known;
    await this.cluster.refreshMetadata();
    const now = this.cluster.findTopicPartitionMetadata(topic);
    if (now.length === 0) throw unknownTopic(topic);
    return now;
  }

  /** kafkajs asks for all its topics at once, and one unknown topic spoils the answer for the others. */
  async #prove(topic: string): Promise<void> {
    if (this.#proven.has(topic)) return;
    const broker = await this.cluster.findControllerBroker();
    await broker.metadata([topic]);
    this.#proven.add(topic);
  }

  async #forget(error: unknown): Promise<void> {
    const at = endpointOf(error);
    if (at) this.cluster.removeBroker(at);
    if (this.#closed || !(at || STALE.has(protocolType(error) ?? ''))) return;
    await this.cluster.refreshMetadata().catch(() => undefined);
  }
}

const STALE = new Set(['NOT_LEADER_FOR_PARTITION', 'LEADER_NOT_AVAILABLE', 'NOT_COORDINATOR']);

const endpointOf = (error: unknown): { host: string; port: number } | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  const { host, port } = error as { host?: unknown; port?: unknown };
  return typeof host === 'string' && typeof port === 'number' ? { host, port } : undefined;
};

const closed = (where: string): InfraError =>
  new InfraError('EVENT_LOG.UNAVAILABLE', `${where}: the connection is closed`, true);

const unknownTopic = (topic: string): InfraError =>
  new InfraError(
    'EVENT_LOG.UNKNOWN_TOPIC',
    `topic ${topic} does not exist on this broker; provision it first`,
    false,
  );
