import type { StreamHead } from '@deskstream/contracts';
import { applyRecord, emptyHead, TOPICS } from '@deskstream/contracts';
import type { Clock, Logger, PartitionKey } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';
import type { EventLog, LogRecord, Offset } from '@deskstream/port-event-log';
import type { StreamIndex } from '@deskstream/port-stream-index';

export interface LaneMemoryDeps {
  readonly log: EventLog;
  readonly index: StreamIndex;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Conversations kept folded per lane. */
  readonly maxStreams: number;
  /** Events that the index may lag behind before the lane waits for it. */
  readonly maxTail: number;
}

const POLL_MS = 100;

/**
 * The folded conversations of one lane. A conversation that is not in memory is read from the stream
 * index plus the tail that the index had not seen when the lane was opened; what the lane appended
 * since is only forgotten once the index has it. So the index may lag, and is never waited for on the
 * way of a message.
 */
export class LaneMemory {
  private readonly heads = new Map<PartitionKey, StreamHead>();

  private constructor(
    private readonly deps: LaneMemoryDeps,
    private readonly partition: number,
    private readonly tail: Map<PartitionKey, LogRecord[]>,
    /** What is not in the tail is in the index once it is at least here. */
    private indexedTo: Offset,
  ) {}

  /** Call it with the fence up: the former owner's appends are settled then. */
  static async open(
    deps: LaneMemoryDeps,
    partition: number,
    signal: AbortSignal,
  ): Promise<LaneMemory> {
    const { from, to } = await closeEnough(deps, partition, signal);
    const tail = new Map<PartitionKey, LogRecord[]>();
    for await (const record of deps.log.readTopic({ topic: TOPICS.events, partition, from, to })) {
      const records = tail.get(record.key);
      if (records) records.push(record);
      else tail.set(record.key, [record]);
    }
    return new LaneMemory(deps, partition, tail, from);
  }

  async head(key: PartitionKey, signal: AbortSignal): Promise<StreamHead> {
    const head = this.heads.get(key);
    if (!head) return this.load(key, signal);
    this.remember(key, head);
    return head;
  }

  /** Moves it to the young end: the oldest is forgotten first. */
  remember(key: PartitionKey, head: StreamHead): void {
    this.heads.delete(key);
    this.heads.set(key, head);
  }

  /** Between two batches, when all appends of the former ones are committed. */
  async nextBatch(signal: AbortSignal): Promise<void> {
    if (this.heads.size > this.deps.maxStreams) await this.evict(signal);
  }

  /** An index that is being rebuilt shows half a stream: it is read again when it is whole. */
  private async load(key: PartitionKey, signal: AbortSignal): Promise<StreamHead> {
    let head = await indexedHead(this.deps.index, key);
    while (await isBehind(this.deps, this.partition, this.indexedTo)) {
      await indexed(this.deps, this.partition, this.indexedTo, signal);
      head = await indexedHead(this.deps.index, key);
    }
    for (const record of this.tail.get(key) ?? [])
      if (Number(record.headers['ce_seq']) > head.seq) head = next(head, record);
    this.remember(key, head);
    return head;
  }

  private async evict(signal: AbortSignal): Promise<void> {
    const end = await endOf(this.deps.log, this.partition);
    await indexed(this.deps, this.partition, end, signal);
    this.tail.clear();
    this.indexedTo = end;
    const keep = Math.floor(this.deps.maxStreams * 0.8);
    for (const key of this.heads.keys()) {
      if (this.heads.size <= keep) break;
      this.heads.delete(key);
    }
  }
}

const indexedHead = async (index: StreamIndex, key: PartitionKey): Promise<StreamHead> => {
  let head = emptyHead();
  for await (const { record } of index.readStream(key)) head = next(head, record);
  return head;
};

const next = (head: StreamHead, record: LogRecord): StreamHead => {
  const applied = applyRecord(head, record);
  if (applied.ok) return applied.value.head;
  throw new InfraError(
    'ORCHESTRATOR.BROKEN_STREAM',
    `The stream ${record.key} cannot be folded: ${applied.because}. Run "deskstream verify" and "deskstream rebuild".`,
    false,
  );
};

const endOf = async (log: EventLog, partition: number): Promise<Offset> => {
  const ends = await log.ends(TOPICS.events);
  return ends.find((end) => end.partition === partition)?.end ?? 0;
};

/** Bounded memory: a tail that is too long is left to the index first. */
const closeEnough = async (
  deps: LaneMemoryDeps,
  partition: number,
  signal: AbortSignal,
): Promise<{ from: Offset; to: Offset }> => {
  const to = await endOf(deps.log, partition);
  await indexed(deps, partition, to - deps.maxTail, signal);
  return { from: await deps.index.checkpoint(partition), to };
};

const indexed = async (
  deps: LaneMemoryDeps,
  partition: number,
  offset: Offset,
  signal: AbortSignal,
): Promise<void> => {
  let told = false;
  while (await isBehind(deps, partition, offset)) {
    if (!told) deps.logger.warn({ partition, offset }, 'waiting for the stream index to catch up');
    told = true;
    await deps.clock.sleep(POLL_MS, signal);
  }
};

/** Offsets may have gaps at the end (Kafka's transaction markers), so only a record counts. */
const isBehind = async (
  { log, index }: LaneMemoryDeps,
  partition: number,
  offset: Offset,
): Promise<boolean> => {
  const from = await index.checkpoint(partition);
  if (from >= offset) return false;
  const range = { topic: TOPICS.events, partition, from, to: offset };
  for await (const record of log.readTopic(range)) return record.offset < offset;
  return false;
};
