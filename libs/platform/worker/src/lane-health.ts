import type { Clock, EpochMs, RunningService } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import type { Lane, LaneHandler, Processing, ProcessOptions } from '@deskstream/port-event-log';
import { measured } from './lane-metrics';
import type { Measuring } from './lane-metrics';

/** A lane that fails again and again between openings is in trouble as long as its last failure is this young. */
const COUNTS_MS = 30_000;
const STREAK = 3;

interface LaneTrouble {
  readonly because: string;
  readonly at: EpochMs;
  readonly streak: number;
  readonly reopened: boolean;
}

/** What the lanes of one consumer went through: the truth behind `ready()`. */
export class LaneHealth {
  readonly #troubles = new Map<number, LaneTrouble>();

  constructor(private readonly clock: Clock) {}

  /** Whether that is news: not what it failed of the last time, too. */
  failed(partition: number, error: unknown): boolean {
    const before = this.#troubles.get(partition);
    const streak = (before?.streak ?? 0) + 1;
    const because = messageOf(error);
    this.#troubles.set(partition, { because, at: this.clock.now(), streak, reopened: false });
    return before?.because !== because || (before.reopened && !this.#isYoung(before));
  }

  /** Opened again; whether it can work shows with its next batch, if there is one. */
  opened(partition: number): void {
    const trouble = this.#troubles.get(partition);
    if (trouble) this.#troubles.set(partition, { ...trouble, reopened: true });
  }

  worked(partition: number): void {
    this.forget(partition);
  }

  /** The partition was given up: whoever has it next begins without this past. */
  forget(partition: number): void {
    this.#troubles.delete(partition);
  }

  /** A partition that others own by now is no trouble of this process, even while its lane still ends. */
  ready(group: string, processing: Pick<Processing, 'lanes'>): ReturnType<RunningService['ready']> {
    const owned = new Set(processing.lanes().map(({ partition }) => partition));
    for (const [partition, trouble] of this.#troubles)
      if (owned.has(partition) && this.#counts(trouble))
        return { ok: false, because: `${group}: partition ${partition}: ${trouble.because}` };
    return { ok: true };
  }

  #counts({ reopened, streak, at }: LaneTrouble): boolean {
    return !reopened || (streak >= STREAK && this.#isYoung({ at }));
  }

  #isYoung({ at }: Pick<LaneTrouble, 'at'>): boolean {
    return this.clock.now() - at < COUNTS_MS;
  }
}

/** `openLane` that tells `health` of each opening and each batch that was handled, and `by` what batches cost. */
export const watched =
  (
    health: LaneHealth,
    open: ProcessOptions['openLane'],
    by?: Measuring,
  ): ProcessOptions['openLane'] =>
  async (lane: Lane): Promise<LaneHandler> => {
    const handler = await open(lane);
    health.opened(lane.partition);
    const own: LaneHandler['handle'] = (batch) => handler.handle(batch);
    const handle = by === undefined ? own : measured(by, lane.group, own);
    return {
      ...(handler.from === undefined ? {} : { from: handler.from }),
      handle: async (batch) => {
        const drafts = await handle(batch);
        health.worked(lane.partition);
        return drafts;
      },
      close: async () => handler.close?.(),
    };
  };
