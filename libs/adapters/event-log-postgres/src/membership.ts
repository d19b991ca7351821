import { messageOf, noLogger } from '@deskstream/kernel';
import type { Logger } from '@deskstream/kernel';
import type { Processing } from '@deskstream/port-event-log';
import type { Bell } from './bell';
import { PostgresLane } from './lane';
import type { LaneContext } from './lane';
import type { LaneRow } from './log-store';

export interface MembershipOptions extends Omit<LaneContext, 'fenced' | 'stored'> {
  readonly member: string;
  readonly bell: Bell;
  readonly sessionMs: number;
  readonly logger?: Logger;
}

/**
 * One member of one group. Heartbeats say which lanes are its own; a member with more than its share
 * hands the rest over after the batch at work, so a rebalance fences nobody who is alive.
 */
export class Membership implements Processing {
  readonly #lanes = new Map<number, PostgresLane>();
  readonly #releasing = new Map<number, Promise<void>>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #stop = new AbortController();
  readonly #loop: Promise<void>;
  readonly #deaf: () => void;
  #wake: () => void = () => undefined;
  #stopped: Promise<void> | null = null;

  constructor(private readonly context: MembershipOptions) {
    this.#deaf = context.bell.onGroup((group) => group === context.options.group && this.#wake());
    this.#loop = this.#beat();
  }

  lanes() {
    return [...this.#lanes.values()]
      .map((lane) => ({ partition: lane.row.partition, next: lane.next }))
      .sort((a, b) => a.partition - b.partition);
  }

  ready(): Promise<void> {
    return this.#ready.promise;
  }

  stop(): Promise<void> {
    return (this.#stopped ??= this.#leave());
  }

  async #leave(): Promise<void> {
    const { store, options, topic, member, bell } = this.context;
    this.#stop.abort(new Error('stopped'));
    this.#deaf();
    await Promise.all([...this.#lanes.values()].map((lane) => lane.stop()));
    this.#lanes.clear();
    await Promise.all([this.#loop, ...this.#releasing.values()]);
    await store.leave(options.group, topic.id, member).catch(() => undefined); // its lease runs out
    bell.groupChanged(options.group);
    this.#ready.resolve();
  }

  async #beat(): Promise<void> {
    const { clock, sessionMs, options, bell, logger = noLogger } = this.context;
    const { signal } = this.#stop;
    for (let joined = false; !signal.aborted;) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      await this.#beatOnce().then(
        () => {
          if (!joined) bell.groupChanged(options.group);
          joined = true;
        },
        (error: unknown) =>
          logger.warn({ group: options.group, error: messageOf(error) }, 'missed a heartbeat'),
      );
      const rest = new AbortController();
      const over = AbortSignal.any([signal, rest.signal]);
      await Promise.race([clock.sleep(sessionMs / 4, over).catch(() => undefined), woken]);
      rest.abort(new Error('woken'));
      await clock.sleep(5, signal).catch(() => undefined); // changes come in bursts
    }
  }

  async #beatOnce(): Promise<void> {
    const { store, options, topic, member, sessionMs } = this.context;
    const { share, lanes } = await store.heartbeat(options.group, topic.id, member, sessionMs);
    if (this.#stop.signal.aborted) return;
    const mine = new Map(lanes.map((row) => [row.partition, row]));
    for (const [partition, lane] of [...this.#lanes])
      if (mine.get(partition)?.epoch !== lane.row.epoch) {
        this.#lanes.delete(partition);
        lane.lose();
      }
    const keep = lanes.filter(({ partition }) => !this.#releasing.has(partition));
    for (const row of keep.slice(share)) this.#release(row);
    for (const row of keep.slice(0, share))
      if (!this.#lanes.has(row.partition)) await this.#open(row);
    this.#ready.resolve();
  }

  async #open(row: LaneRow): Promise<void> {
    const { bell, topic } = this.context;
    await bell.look(topic.topic);
    if (this.#stop.signal.aborted) return;
    const lane = new PostgresLane(row, {
      ...this.context,
      stored: (positions) => bell.stored(positions),
      fenced: () => {
        if (this.#lanes.get(row.partition) === lane) this.#lanes.delete(row.partition);
        this.#wake();
      },
    });
    this.#lanes.set(row.partition, lane);
  }

  #release(row: LaneRow): void {
    const { store, options, topic, bell } = this.context;
    const lane = this.#lanes.get(row.partition);
    const handOver = async () => {
      await lane?.stop();
      if (this.#lanes.get(row.partition) === lane) this.#lanes.delete(row.partition);
      await store.release(options.group, topic.id, row).catch(() => undefined);
      this.#releasing.delete(row.partition);
      bell.groupChanged(options.group);
    };
    this.#releasing.set(row.partition, handOver());
  }
}
