import { randomUUID } from 'node:crypto';
import type { Logger } from '@deskstream/kernel';
import { GroupMember, KafkaConnection } from '@deskstream/platform-kafka';
import type { KafkaConnectionOptions, PlacedDraft } from '@deskstream/platform-kafka';
import type { Draft, ProcessOptions, Processing } from '@deskstream/port-event-log';
import { KafkaLane } from './lane';
import type { LaneContext } from './lane';
import { LaneFetcher } from './lane-fetcher';
import type { Names } from './names';
import { PositionHints } from './position-hints';

export interface ProcessingContext {
  readonly cluster: KafkaConnectionOptions;
  readonly logger: Logger;
  readonly names: Names;
  readonly options: ProcessOptions;
  readonly sessionTimeoutMs: number;
  readonly heartbeatMs: number;
  readonly backoffMs: number;
  /** Connections that the lanes of this process share for their transactions. */
  readonly laneConnections: number;
  readonly fencing: boolean;
  place(drafts: readonly Draft[]): Promise<readonly PlacedDraft[]>;
}

/** How long a batch at work may take to finish before it is dropped, on a rebalance and on a stop. */
const REBALANCE_GRACE_MS = 2_000;
const STOP_GRACE_MS = 10_000;

/** One member of one group. */
export class KafkaProcessing implements Processing {
  readonly #lanes = new Map<number, KafkaLane>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #processId = randomUUID();
  readonly #connections: readonly KafkaConnection[];
  readonly #fetchConnection: KafkaConnection;
  readonly #fetcher: LaneFetcher;
  readonly #member: GroupMember;
  readonly #hints: PositionHints;
  #stopped: Promise<void> | undefined;

  constructor(private readonly context: ProcessingContext) {
    const { cluster, logger, names, options, sessionTimeoutMs, heartbeatMs } = context;
    const connect = (): KafkaConnection => new KafkaConnection(cluster);
    this.#connections = Array.from({ length: context.laneConnections }, connect);
    this.#fetchConnection = connect();
    const topic = names.topic(options.topic);
    this.#fetcher = new LaneFetcher({ connection: this.#fetchConnection, topic, logger });
    this.#member = new GroupMember({
      ...{ ...cluster, logger, topic, sessionTimeoutMs, heartbeatMs },
      group: names.group(options.group),
      rebalanceTimeoutMs: Math.max(sessionTimeoutMs, REBALANCE_GRACE_MS * 2),
      onAssigned: (partitions) => this.#assigned(partitions),
      onRevoked: () => this.#revoked(),
    });
    this.#hints = new PositionHints((positions) => this.#member.commit(positions));
  }

  lanes() {
    return [...this.#lanes.values()]
      .filter((lane) => !lane.lost)
      .map(({ partition, next }) => ({ partition, next }))
      .sort((a, b) => a.partition - b.partition);
  }

  ready(): Promise<void> {
    return this.#ready.promise;
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  /** As SIGKILL: what is at work is never committed, the group is not told. */
  async crash(): Promise<void> {
    this.#dropAll();
    await this.suspend();
    this.#stopped ??= this.#closeConnections();
    await this.#stopped;
  }

  /** No more signs of life to the group, while the lanes go on. */
  suspend(): Promise<void> {
    return this.#member.vanish();
  }

  async #stop(): Promise<void> {
    await this.#finish(STOP_GRACE_MS);
    await this.#hints.settled();
    await this.#member.leave();
    this.#ready.resolve();
    await this.#closeConnections();
  }

  async #closeConnections(): Promise<void> {
    await this.#fetcher.stop();
    await Promise.all(
      [this.#fetchConnection, ...this.#connections].map((one) =>
        one.close().catch(() => undefined),
      ),
    );
  }

  #assigned(partitions: readonly number[]): void {
    if (this.#stopped) return;
    const former = new Map(this.#lanes);
    this.#dropAll();
    for (const partition of partitions) {
      const after = former.get(partition)?.done ?? Promise.resolve();
      this.#lanes.set(partition, new KafkaLane(partition, this.#laneContext(partition), after));
    }
    const { group, topic } = this.context.options;
    this.context.logger.info({ group, topic, partitions }, 'lanes assigned');
    this.#ready.resolve();
  }

  async #revoked(): Promise<void> {
    if (!this.#stopped)
      await this.#finish(Math.min(REBALANCE_GRACE_MS, this.context.sessionTimeoutMs / 3));
    await this.#hints.settled();
  }

  /** No new batches; those at work get a while to commit, then they are dropped. */
  async #finish(graceMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise((resolve) => (timer = setTimeout(resolve, graceMs)));
    const working = [...this.#lanes.values()].map((lane) => lane.stop());
    await Promise.race([Promise.all(working), enough]);
    clearTimeout(timer);
    for (const lane of this.#lanes.values()) lane.lose();
    if (this.#stopped) this.#lanes.clear();
  }

  #dropAll(): void {
    for (const lane of this.#lanes.values()) lane.lose();
    this.#lanes.clear();
  }

  #laneContext(partition: number): LaneContext {
    const { options, names, logger, backoffMs, fencing, place } = this.context;
    return {
      ...{ options, names, logger, backoffMs, fencing, place },
      connection: this.#connections[partition % this.#connections.length] as KafkaConnection,
      fetcher: this.#fetcher,
      processId: this.#processId,
      confirmed: () => this.#member.confirmed(),
      progress: (at, next) => this.#hints.note(at, next),
    };
  }
}
