/**
 * The parts of kafkajs 2.2.4 below its public interface that this library uses. The version is pinned
 * and the package has not changed since 2023; `kafkajs.ts` is the only importer.
 */
declare module 'kafkajs/src/cluster/index.js' {
  export interface WireMessage {
    readonly offset: string;
    readonly timestamp: string;
    readonly key: Buffer | null;
    readonly value: Buffer | null;
    readonly headers: Readonly<Record<string, Buffer | readonly Buffer[]>>;
    readonly isControlRecord: boolean;
    readonly batchContext: {
      readonly producerId: string;
      readonly inTransaction: boolean;
      readonly firstOffset: string;
      readonly lastOffsetDelta: number;
    };
  }
  export interface WireAborted {
    readonly producerId: string;
    readonly firstOffset: string;
  }
  export interface WirePartition {
    readonly partition: number;
    readonly errorCode: number;
    readonly highWatermark: string;
    readonly lastStableOffset: string;
    readonly abortedTransactions: readonly WireAborted[] | null;
    readonly messages: readonly WireMessage[];
  }
  export interface ProducerIdentity {
    readonly producerId: string;
    readonly producerEpoch: number;
  }
  interface OffsetTopic {
    readonly topic: string;
    readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
  }
  type Transaction = ProducerIdentity & { readonly transactionalId: string };
  export interface Broker {
    fetch(request: {
      isolationLevel: number;
      maxWaitTime: number;
      minBytes: number;
      maxBytes: number;
      topics: {
        topic: string;
        partitions: { partition: number; fetchOffset: string; maxBytes: number }[];
      }[];
    }): Promise<{ responses: { topicName: string; partitions: WirePartition[] }[] }>;
    readonly connectionPool: {
      send<Answer>(exchange: {
        readonly request: object;
        readonly response: object;
      }): Promise<Answer>;
    };
    disconnect(): Promise<void>;
    initProducerId(request: {
      transactionalId?: string;
      transactionTimeout: number;
    }): Promise<ProducerIdentity>;
    addPartitionsToTxn(
      request: Transaction & {
        topics: readonly { topic: string; partitions: readonly number[] }[];
      },
    ): Promise<unknown>;
    addOffsetsToTxn(request: Transaction & { groupId: string }): Promise<unknown>;
    txnOffsetCommit(
      request: Transaction & { groupId: string; topics: readonly OffsetTopic[] },
    ): Promise<unknown>;
    endTxn(request: Transaction & { transactionResult: boolean }): Promise<unknown>;
    offsetFetch(request: {
      groupId: string;
      topics: readonly { topic: string; partitions: readonly { partition: number }[] }[];
    }): Promise<{ responses: OffsetTopic[] }>;
    offsetCommit(request: {
      groupId: string;
      groupGenerationId: number;
      memberId: string;
      topics: readonly OffsetTopic[];
    }): Promise<unknown>;
    metadata(topics: readonly string[]): Promise<unknown>;
    createTopics(request: {
      topics: readonly {
        topic: string;
        numPartitions: number;
        replicationFactor: number;
        configEntries: readonly { name: string; value: string }[];
      }[];
      timeout?: number;
    }): Promise<unknown>;
  }
  export default class Cluster {
    constructor(options: Record<string, unknown>);
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    isConnected(): boolean;
    refreshMetadata(): Promise<void>;
    refreshMetadataIfNecessary(): Promise<void>;
    addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
    findBroker(by: { nodeId: number }): Promise<Broker>;
    findControllerBroker(): Promise<Broker>;
    findGroupCoordinator(by: { groupId: string; coordinatorType: number }): Promise<Broker>;
    findTopicPartitionMetadata(
      topic: string,
    ): readonly { readonly partitionId: number; readonly leader: number }[];
    removeBroker(at: { host: string; port: number }): void;
    fetchTopicsOffset(
      topics: readonly {
        topic: string;
        partitions: readonly { partition: number }[];
        fromBeginning: boolean;
      }[],
    ): Promise<OffsetTopic[]>;
  }
}

declare module 'kafkajs/src/consumer/consumerGroup.js' {
  import type Cluster from 'kafkajs/src/cluster/index.js';
  import type { Broker } from 'kafkajs/src/cluster/index.js';
  export default class ConsumerGroup {
    constructor(options: Record<string, unknown> & { cluster: Cluster });
    readonly generationId: number | null;
    readonly memberId: string | null;
    readonly coordinator: Broker | null;
    connect(): Promise<void>;
    joinAndSync(): Promise<void>;
    heartbeat(options: { interval: number }): Promise<void>;
    leave(): Promise<void>;
    assigned(): readonly { readonly topic: string; readonly partitions: readonly number[] }[];
  }
}

declare module 'kafkajs/src/broker/index.js' {
  export default class Broker {
    readonly lookupRequest: { readonly name: string };
    isConnected(): boolean;
  }
}

declare module 'kafkajs/src/network/connection.js' {
  export default class Connection {
    connect(): Promise<boolean>;
  }
}

declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    constructor(options: Record<string, unknown>);
    readonly broker: string;
    readonly inflight: ReadonlyMap<number, unknown>;
    pending: readonly unknown[];
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
    scheduleRequestTimeoutCheck(): void;
    push(request: {
      readonly entry: {
        readonly correlationId: number;
        resolve(answer: unknown): void;
        reject(error: unknown): void;
      };
      readonly expectResponse: boolean;
      sendRequest(): void;
    }): void;
    rejectAll(error: Error): void;
    waitForPendingRequests(): Promise<void>;
    destroy(): void;
  }
}

declare module 'kafkajs/src/protocol/requests/produce/index.js' {
  const requests: {
    protocol(of: { readonly version: number }): (request: object) => {
      readonly request: { encode(): Promise<{ readonly buffer: Buffer }> };
    };
  };
  export default requests;
}

declare module 'kafkajs/src/protocol/requests/produce/v7/response.js' {
  export interface ProduceAnswer {
    readonly topics: readonly {
      readonly topicName: string;
      readonly partitions: readonly { readonly partition: number; readonly baseOffset: string }[];
    }[];
  }
  const response: object;
  export default response;
}

declare module 'kafkajs/src/consumer/filterAbortedMessages.js' {
  import type { WireAborted, WireMessage } from 'kafkajs/src/cluster/index.js';
  const filter: (page: {
    messages: readonly WireMessage[];
    abortedTransactions: readonly WireAborted[];
  }) => WireMessage[];
  export default filter;
}

declare module 'kafkajs/src/loggers/index.js' {
  const loggers: {
    createLogger(options: {
      level: number;
      logCreator: () => (entry: {
        namespace: string;
        level: number;
        log: Readonly<Record<string, unknown>> & { message: string };
      }) => void;
    }): unknown;
  };
  export default loggers;
}
