import type { Processing } from '@deskstream/port-event-log';
import type { LaneContext } from './memory-lane';
import { MemoryLane } from './memory-lane';
import type { Assignment, Member } from './memory-group';

export type ProcessingContext = Omit<LaneContext, 'fenced'> & { readonly processName: string };

/** One member of one group. */
export class MemoryProcessing implements Processing, Member {
  readonly processName: string;
  readonly #lanes = new Map<number, MemoryLane>();
  readonly #ready = Promise.withResolvers<void>();
  #stopping = false;

  constructor(private readonly context: ProcessingContext) {
    this.processName = context.processName;
  }

  join(): void {
    if (!this.#stopping) this.#group().join(this);
  }

  assigned(assignments: readonly Assignment[]): void {
    const epochs = new Map(assignments.map(({ partition, epoch }) => [partition, epoch]));
    for (const lane of [...this.#lanes.values()])
      if (epochs.get(lane.assignment.partition) !== lane.assignment.epoch) this.#drop(lane);
    for (const assignment of assignments)
      if (!this.#lanes.has(assignment.partition) && !this.#stopping) this.#open(assignment);
    this.#ready.resolve();
  }

  lanes() {
    return [...this.#lanes.values()]
      .map((lane) => ({ partition: lane.assignment.partition, next: lane.next }))
      .sort((a, b) => a.partition - b.partition);
  }

  ready(): Promise<void> {
    return this.#ready.promise;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#lanes.values()].map((lane) => lane.stop()));
    this.#lanes.clear();
    this.#group().leave((member) => member === this);
    this.#ready.resolve();
  }

  /** As SIGKILL: nothing finishes, nobody is told but the group. */
  kill(): void {
    this.#stopping = true;
    for (const lane of [...this.#lanes.values()]) this.#drop(lane);
    this.#group().leave((member) => member === this);
  }

  #group() {
    return this.context.broker.group(this.context.options.group, this.context.options.topic);
  }

  #drop(lane: MemoryLane): void {
    this.#lanes.delete(lane.assignment.partition);
    lane.lose();
  }

  #open(assignment: Assignment): void {
    const lane = new MemoryLane(assignment, {
      ...this.context,
      fenced: () => {
        if (this.#lanes.get(assignment.partition) === lane)
          this.#lanes.delete(assignment.partition);
        this.join();
      },
    });
    this.#lanes.set(assignment.partition, lane);
  }
}
