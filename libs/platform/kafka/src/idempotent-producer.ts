import { InfraError, isTransient, messageOf } from '@deskstream/kernel';
import type { KafkaConnection } from './connection';
import type { ProducerIdentity } from './kafkajs';
import { produceRound, roundsOf } from './produce';
import type { Chunk, PlacedDraft, Sequences } from './produce';

/**
 * acks = all, each record stored once although requests are repeated. One `send` at a time. After a
 * failure the identity is thrown away, for it is unknown what was stored under it.
 */
export class IdempotentProducer {
  #identity: ProducerIdentity | undefined;
  #sequences: Sequences = new Map();

  constructor(
    private readonly connection: KafkaConnection,
    private readonly withinMs: number,
  ) {}

  /** Offsets in the order of the drafts. Rejects within the time limit with an `InfraError`. */
  async send(drafts: readonly PlacedDraft[]): Promise<readonly number[]> {
    const deadline = Date.now() + this.withinMs;
    try {
      const offsets: number[] = [];
      for (const round of roundsOf(drafts)) {
        const bases = await this.#round(round, deadline);
        for (const [chunk, base] of bases)
          chunk.indexes.forEach((index, place) => (offsets[index] = base + place));
      }
      return offsets;
    } catch (error) {
      this.#identity = undefined;
      throw error;
    }
  }

  #round(round: readonly Chunk[], deadline: number) {
    return within(deadline, () =>
      this.connection.retrying(
        'publish',
        async () => {
          const identity = await this.#identify();
          const { withinMs: timeoutMs } = this;
          return await produceRound(this.connection, round, {
            identity,
            sequences: this.#sequences,
            timeoutMs,
          }).catch(asRepeatable);
        },
        deadline - Date.now(),
      ),
    );
  }

  async #identify(): Promise<ProducerIdentity> {
    if (this.#identity) return this.#identity;
    const broker = await this.connection.cluster.findControllerBroker();
    this.#sequences = new Map();
    this.#identity = await broker.initProducerId({ transactionTimeout: 60_000 });
    return this.#identity;
  }
}

/** The broker's word about the identity itself: repeating under it is useless, a new one is made. */
const asRepeatable = (error: unknown): never => {
  const type = (error as { type?: string }).type ?? '';
  if (!IDENTITY_LOST.has(type)) throw error;
  throw new InfraError('EVENT_LOG.UNAVAILABLE', `publish: ${type}; publish again`, false, error);
};

const IDENTITY_LOST = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
  'DUPLICATE_SEQUENCE_NUMBER',
]);

const within = async <T>(deadline: number, work: () => Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unanswered()), Math.max(0, deadline - Date.now()));
  });
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    throw isTransient(error) || !lostIdentity(error) ? error : unanswered(error);
  } finally {
    clearTimeout(timer);
  }
};

const lostIdentity = (error: unknown): boolean =>
  error instanceof InfraError && error.code === 'EVENT_LOG.UNAVAILABLE';

const unanswered = (cause?: unknown): InfraError =>
  new InfraError(
    'EVENT_LOG.UNAVAILABLE',
    `publish: ${cause === undefined ? 'no answer from the broker in time' : messageOf(cause)}; whether it is stored is unknown, publish again`,
    true,
    cause,
  );
