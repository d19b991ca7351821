import type { KafkaConnection } from './connection';
import { protocolType } from './errors';
import type { Broker, ProducerIdentity } from './kafkajs';
import { produceRound, roundsOf } from './produce';
import type { PlacedDraft, Sequences } from './produce';

/** What one step of a lane makes durable: records and the position after what it read. */
export interface TransactionStep {
  readonly drafts: readonly PlacedDraft[];
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly next: number;
}

/** After this time without an end the broker aborts a transaction, so readers do not wait for ever. */
const TRANSACTION_TIMEOUT_MS = 30_000;
const OPEN_WITHIN_MS = 20_000;
const ANSWER_WITHIN_MS = 10_000;
/** Refusals that did nothing and pass by themselves. */
const NOT_YET: ReadonlySet<string> = new Set([
  'CONCURRENT_TRANSACTIONS',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'GROUP_LOAD_IN_PROGRESS',
]);

/**
 * The fence of a lane. Opening it ends the transaction of whoever held the id before and makes every
 * later act of theirs fail. Disposable: after any failure throw it away and open another one.
 */
export class TransactionalProducer {
  readonly #sequences: Sequences = new Map();
  #groupCoordinator: Broker | undefined;

  private constructor(
    private readonly connection: KafkaConnection,
    private readonly coordinator: Broker,
    private readonly transaction: ProducerIdentity & { readonly transactionalId: string },
  ) {}

  static async open(
    connection: KafkaConnection,
    transactionalId: string,
  ): Promise<TransactionalProducer> {
    return connection.retrying(
      `open ${transactionalId}`,
      async () => {
        const coordinator = await connection.coordinator('transaction', transactionalId);
        const { producerId, producerEpoch } = await coordinator.initProducerId({
          transactionalId,
          transactionTimeout: TRANSACTION_TIMEOUT_MS,
        });
        const transaction = { transactionalId, producerId, producerEpoch };
        return new TransactionalProducer(connection, coordinator, transaction);
      },
      OPEN_WITHIN_MS,
    );
  }

  /** All or nothing; EVENT_LOG.FENCED when another owner came. Unknown outcome: open anew and look. */
  async commit(step: TransactionStep): Promise<void> {
    await this.connection.once(
      `commit ${step.group} ${step.topic}[${step.partition}]`,
      async () => {
        await this.#addPartitions(step.drafts);
        await this.#produce(step.drafts);
        await this.#sendOffsets(step);
        await this.#patiently(() =>
          this.coordinator.endTxn({ ...this.transaction, transactionResult: true }),
        );
      },
    );
  }

  async #addPartitions(drafts: readonly PlacedDraft[]): Promise<void> {
    if (drafts.length === 0) return;
    const topics = new Map<string, Set<number>>();
    for (const { topic, partition } of drafts)
      topics.set(topic, (topics.get(topic) ?? new Set()).add(partition));
    await this.#patiently(() =>
      this.coordinator.addPartitionsToTxn({
        ...this.transaction,
        topics: [...topics].map(([topic, partitions]) => ({ topic, partitions: [...partitions] })),
      }),
    );
  }

  async #produce(drafts: readonly PlacedDraft[]): Promise<void> {
    for (const round of roundsOf(drafts))
      await produceRound(this.connection, round, {
        identity: this.transaction,
        transactionalId: this.transaction.transactionalId,
        sequences: this.#sequences,
        timeoutMs: ANSWER_WITHIN_MS,
      });
  }

  async #sendOffsets({ group, topic, partition, next }: TransactionStep): Promise<void> {
    await this.#patiently(() =>
      this.coordinator.addOffsetsToTxn({ ...this.transaction, groupId: group }),
    );
    const coordinator = (this.#groupCoordinator ??= await this.connection.coordinator(
      'group',
      group,
    ));
    await this.#patiently(() =>
      coordinator.txnOffsetCommit({
        ...this.transaction,
        groupId: group,
        topics: [{ topic, partitions: [{ partition, offset: String(next) }] }],
      }),
    );
  }

  /**
   * The end of the last transaction is acknowledged before its markers are written; until then the
   * coordinator answers CONCURRENT_TRANSACTIONS. kafkajs waits 300 ms then, or does not retry at all. A
   * coordinator that was just elected, on a new cluster above all, is not there for a moment either.
   */
  async #patiently(request: () => Promise<unknown>): Promise<void> {
    const deadline = Date.now() + ANSWER_WITHIN_MS;
    for (let wait = 2; ; wait = Math.min(wait * 2, 50)) {
      try {
        await request();
        return;
      } catch (error) {
        const again = NOT_YET.has(protocolType(error) ?? '') && Date.now() < deadline;
        if (!again) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }
}
