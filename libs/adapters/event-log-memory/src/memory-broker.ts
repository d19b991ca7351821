import { InfraError, partitionOf } from '@deskstream/kernel';
import type { EpochMs } from '@deskstream/kernel';
import type {
  Draft,
  LogRecord,
  Offset,
  PartitionEnds,
  Position,
  Topic,
  TopicSpec,
} from '@deskstream/port-event-log';
import { MemoryGroup } from './memory-group';

/** A step of one lane: what it appends, and the position after what it read. */
export interface Commit {
  readonly group: string;
  readonly topic: Topic;
  readonly partition: number;
  readonly epoch: number;
  readonly next: Offset;
  readonly drafts: readonly Draft[];
  readonly at: EpochMs;
  /** `false` lets a former owner commit: a planted defect for tests of checkers. */
  readonly fencing: boolean;
}

export const createMemoryBroker = (): MemoryBroker => new MemoryBroker();

/**
 * What a cluster remembers while processes come and go: records, positions, owners of lanes with
 * their epochs. Everything in here happens at once; delays belong to the processes.
 */
export class MemoryBroker {
  readonly #topics = new Map<Topic, LogRecord[][]>();
  readonly #groups = new Map<string, MemoryGroup>();
  readonly #waiting = new Map<string, Set<() => void>>();

  provision(topics: readonly TopicSpec[]): void {
    for (const { topic, partitions } of topics) {
      const there = this.#topics.get(topic)?.length;
      if (there !== undefined && there !== partitions)
        throw partitionsDiffer(topic, there, partitions);
    }
    for (const { topic, partitions } of topics)
      if (!this.#topics.has(topic))
        this.#topics.set(
          topic,
          Array.from({ length: partitions }, () => []),
        );
  }

  /** All or nothing. */
  append(drafts: readonly Draft[], timestamp: EpochMs): readonly Position[] {
    const targets = drafts.map((draft) => this.#target(draft));
    const positions = drafts.map((draft, index) => {
      const { records, partition } = targets[index] as Target;
      const position = { topic: draft.topic, partition, offset: records.length };
      records.push({ ...draft, ...position, timestamp });
      return position;
    });
    for (const place of new Set(positions.map((at) => placeOf(at.topic, at.partition))))
      this.#wake(place);
    return positions;
  }

  commit(step: Commit): void {
    const group = this.group(step.group, step.topic);
    if (step.fencing && group.epochOf(step.partition) !== step.epoch)
      throw new InfraError(
        'EVENT_LOG.FENCED',
        `lane ${step.topic}[${step.partition}] of ${step.group} has another owner; its work is dropped`,
        false,
      );
    this.append(step.drafts, step.at);
    group.moveTo(step.partition, step.next);
  }

  read(topic: Topic, partition: number, from: Offset, limit: number): readonly LogRecord[] {
    return this.#partition(topic, partition).slice(from, from + limit);
  }

  /** Resolves as soon as there is a record at `from`, or the signal aborts. */
  arrival(topic: Topic, partition: number, from: Offset, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#partition(topic, partition).length > from) return Promise.resolve();
    const place = placeOf(topic, partition);
    const waiting = this.#waiting.get(place) ?? new Set();
    this.#waiting.set(place, waiting);
    return new Promise((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  ends(topic: Topic): readonly PartitionEnds[] {
    return this.#records(topic).map(({ length }, partition) => ({
      partition,
      start: 0,
      end: length,
    }));
  }

  /** Everything stored, by partition; for checkers. */
  records(topic: Topic): readonly (readonly LogRecord[])[] {
    return this.#topics.get(topic) ?? [];
  }

  topics(): readonly Topic[] {
    return [...this.#topics.keys()];
  }

  group(group: string, topic: Topic): MemoryGroup {
    const name = `${group} ${topic}`;
    const known = this.#groups.get(name) ?? new MemoryGroup(this.#records(topic).length);
    this.#groups.set(name, known);
    return known;
  }

  /**
   * Takes every lane from a process without telling it, as when its session runs out while it is
   * paused: it goes on believing until its next commit is refused.
   */
  evict(processName: string): void {
    for (const group of this.#groups.values())
      group.leave((member) => member.processName === processName);
  }

  #target(draft: Draft): Target {
    const partitions = this.#records(draft.topic);
    const partition = partitionOf(draft.key, partitions.length);
    return { partition, records: partitions[partition] as LogRecord[] };
  }

  #records(topic: Topic): LogRecord[][] {
    const partitions = this.#topics.get(topic);
    if (!partitions)
      throw new InfraError(
        'EVENT_LOG.UNKNOWN_TOPIC',
        `topic ${topic} does not exist; provision it first`,
        false,
      );
    return partitions;
  }

  #partition(topic: Topic, partition: number): LogRecord[] {
    return this.#records(topic)[partition] ?? [];
  }

  #wake(place: string): void {
    for (const wake of [...(this.#waiting.get(place) ?? [])]) wake();
  }
}

interface Target {
  readonly partition: number;
  readonly records: LogRecord[];
}

const placeOf = (topic: Topic, partition: number): string => `${topic}[${partition}]`;

const partitionsDiffer = (topic: Topic, there: number, wanted: number): InfraError =>
  new InfraError(
    'EVENT_LOG.PARTITIONS_DIFFER',
    `topic ${topic} has ${there} partitions, not ${wanted}; the count is fixed when a topic is created`,
    false,
  );
