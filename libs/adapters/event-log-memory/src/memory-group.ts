import type { Offset } from '@deskstream/port-event-log';

export interface Assignment {
  readonly partition: number;
  readonly epoch: number;
}

export interface Member {
  readonly processName: string;
  /** The lanes that are this member's from now on. */
  assigned(lanes: readonly Assignment[]): void;
}

/** One consumer group on one topic: who owns which partition, in which epoch, and how far it got. */
export class MemoryGroup {
  readonly #members: Member[] = [];
  readonly #owners: (Member | null)[];
  readonly #epochs: number[];
  readonly #next: Offset[];

  constructor(partitions: number) {
    this.#owners = Array.from({ length: partitions }, () => null);
    this.#epochs = this.#owners.map(() => 0);
    this.#next = this.#owners.map(() => 0);
  }

  join(member: Member): void {
    if (!this.#members.includes(member)) this.#members.push(member);
    this.#rebalance();
  }

  /** The members that match are gone; they are not told. */
  leave(matches: (member: Member) => boolean): void {
    const gone = this.#members.filter(matches);
    if (gone.length === 0) return;
    for (const member of gone) this.#members.splice(this.#members.indexOf(member), 1);
    this.#rebalance();
  }

  epochOf(partition: number): number {
    return this.#epochs[partition] ?? 0;
  }

  moveTo(partition: number, next: Offset): void {
    this.#next[partition] = next;
  }

  position(partition: number): Offset {
    return this.#next[partition] ?? 0;
  }

  positions(): readonly { partition: number; next: Offset }[] {
    return this.#next.map((next, partition) => ({ partition, next }));
  }

  /** Even shares; whoever has a lane keeps it as long as the shares allow. */
  #rebalance(): void {
    const room = this.#shares();
    const free: number[] = [];
    this.#owners.forEach((owner, partition) => {
      const left = owner ? (room.get(owner) ?? 0) : 0;
      if (owner && left > 0) room.set(owner, left - 1);
      else free.push(partition);
    });
    for (const partition of free) {
      const heir = this.#members.find((member) => (room.get(member) ?? 0) > 0) ?? null;
      if (heir) room.set(heir, (room.get(heir) ?? 0) - 1);
      this.#owners[partition] = heir;
      this.#epochs[partition] = this.epochOf(partition) + 1;
    }
    for (const member of [...this.#members]) member.assigned(this.#lanesOf(member));
  }

  #shares(): Map<Member, number> {
    const count = this.#members.length;
    const whole = Math.floor(this.#owners.length / count);
    const rest = this.#owners.length % count;
    return new Map(this.#members.map((member, index) => [member, whole + (index < rest ? 1 : 0)]));
  }

  #lanesOf(member: Member): readonly Assignment[] {
    return this.#owners.flatMap((owner, partition) =>
      owner === member ? [{ partition, epoch: this.epochOf(partition) }] : [],
    );
  }
}
