import type { EventLog } from '@deskstream/port-event-log';
import { createKafkaEventLog } from '../kafka-event-log';
import { CopierProcess } from './copier-process';
import type { CopierSettings } from './copier-process';
import { judge } from './judge';
import type { CommittedRecord, Verdict } from './judge';

export interface KillRunOptions {
  readonly brokers: string;
  readonly namespace: string;
  readonly seed: number;
  readonly members: number;
  readonly fencing: boolean;
  /** SIGKILL, in the middle of a handler or at a random time after it, then a new process. */
  readonly kills: number;
  /** SIGSTOP inside a handler, until another process went on with the partition, then SIGCONT. */
  readonly pauses: number;
  /** A member leaves by SIGTERM and another one joins. */
  readonly changes: number;
  /** Reads a topic with Kafka's own consumer: the only judge of what was committed. */
  oracle(topic: string): Promise<readonly CommittedRecord[]>;
}

export interface KillRunResult extends Verdict {
  readonly published: number;
  /** Failures that zombies reported, by code. */
  readonly refused: readonly string[];
}

const PARTITIONS = 6;
const KEYS = 24;
const SESSION_MS = 700;

/** Faults in a seeded order while records are copied; what was committed is judged by Kafka's own consumer. */
export const killRun = async (options: KillRunOptions): Promise<KillRunResult> => {
  const run = new KillRun(options);
  try {
    return await run.play();
  } finally {
    await run.end();
  }
};

class KillRun {
  readonly #log: EventLog;
  readonly #random: () => number;
  readonly #settings: CopierSettings;
  readonly #refused: string[] = [];
  #members: CopierProcess[] = [];
  #published = 0;
  #feeding = true;

  constructor(private readonly options: KillRunOptions) {
    const { brokers, namespace, fencing } = options;
    this.#log = createKafkaEventLog({ brokers: [brokers], namespace, clientId: 'kill-suite' });
    this.#random = randomOf(options.seed);
    const sessionTimeoutMs = SESSION_MS;
    this.#settings = { brokers: [brokers], namespace, sessionTimeoutMs, fencing, handlingMs: 15 };
  }

  async play(): Promise<KillRunResult> {
    const { members, namespace } = this.options;
    await this.#log.provision(
      ['in', 'out'].map((topic) => ({ topic, partitions: PARTITIONS, cleanup: 'keep' as const })),
    );
    for (let member = 0; member < members; member += 1) this.#join();
    const feeding = this.#feed();
    for (const fault of this.#faults()) await this.#do(fault);
    this.#feeding = false;
    await feeding;
    await this.#settle();
    await this.#leaveAll();
    const input = await this.options.oracle(`${namespace}.in`);
    const output = await this.options.oracle(`${namespace}.out`);
    return { ...judge(input, output), published: this.#published, refused: this.#refused };
  }

  async end(): Promise<void> {
    this.#feeding = false;
    for (const member of this.#members) member.signal('SIGKILL');
    await Promise.all(this.#members.map((member) => member.exited));
    await this.#log.close();
  }

  #faults(): readonly Fault[] {
    const { kills, pauses, changes } = this.options;
    const all: Fault[] = [
      ...Array.from({ length: kills }, (): Fault => 'kill'),
      ...Array.from({ length: pauses }, (): Fault => 'pause'),
      ...Array.from({ length: changes }, (): Fault => 'change'),
    ];
    return all
      .map((fault) => ({ fault, at: this.#random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ fault }) => fault);
  }

  async #do(fault: Fault): Promise<void> {
    const { member, partition } = await this.#someoneAtWork();
    if (fault === 'pause') return this.#pause(member, partition);
    if (fault === 'change') member.signal('SIGTERM');
    else {
      await pause(this.#random() * 40);
      member.signal('SIGKILL');
    }
    await member.exited;
    this.#forget(member);
    this.#join();
  }

  async #pause(zombie: CopierProcess, partition: number): Promise<void> {
    zombie.signal('SIGSTOP');
    const before = await this.#committed(partition);
    await eventually(
      'another process took over',
      async () => (await this.#committed(partition)) > before,
      60_000,
    );
    zombie.signal('SIGCONT');
  }

  /** Whoever is first inside a handler: so every fault hits work. */
  async #someoneAtWork(): Promise<{ member: CopierProcess; partition: number }> {
    const waits = this.#members.map((member) => ({ member, handling: member.handling() }));
    try {
      return await Promise.race(
        waits.map(async ({ member, handling }) => ({
          member,
          partition: await handling.partition,
        })),
      );
    } finally {
      for (const { handling } of waits) handling.cancel();
    }
  }

  async #committed(partition: number): Promise<number> {
    return (await this.#log.committed('copier', 'in'))[partition]?.next ?? 0;
  }

  async #feed(): Promise<void> {
    while (this.#feeding) {
      const from = this.#published;
      this.#published += 20;
      await this.#log.publish(
        Array.from({ length: 20 }, (_, index) => ({
          topic: 'in',
          key: `k/v/${(from + index) % KEYS}`,
          headers: {},
          value: new TextEncoder().encode(String(from + index)),
        })),
      );
      await pause(40);
    }
  }

  /** Everything published was copied at least once; whether more than once is the judge's business. */
  #settle(): Promise<void> {
    return eventually(
      'everything is copied',
      async () => {
        const output = await this.options.oracle(`${this.options.namespace}.out`);
        return new Set(output.map(({ headers }) => headers['id'])).size >= this.#published;
      },
      120_000,
    );
  }

  async #leaveAll(): Promise<void> {
    for (const member of this.#members) member.signal('SIGTERM');
    await Promise.all(this.#members.map((member) => member.exited));
    for (const member of [...this.#members]) this.#forget(member);
  }

  #join(): void {
    this.#members.push(new CopierProcess(this.#settings));
  }

  #forget(member: CopierProcess): void {
    this.#refused.push(...member.failures);
    this.#members = this.#members.filter((one) => one !== member);
  }
}

type Fault = 'kill' | 'pause' | 'change';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const eventually = async (
  what: string,
  ask: () => Promise<boolean>,
  patienceMs: number,
): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`gave up waiting until ${what}`);
    await pause(20);
  }
};

/** mulberry32 */
const randomOf = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
