import { randomUUID } from 'node:crypto';
import type {
  Draft,
  EventLog,
  LogRecord,
  ProcessOptions,
  Processing,
  Topic,
  TopicSpec,
} from '../event-log.port';
import type { ContractOptions, OpenedLog } from './fixture';

export const PARTITIONS = 3;

/** Asks again until the answer is not `undefined` or `false`, or patience ends. */
export const eventually = async <T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  patienceMs = 20_000,
): Promise<T> => {
  for (let waited = 0; waited < patienceMs; waited += 20) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`gave up waiting until ${what}`);
};

/** What one test works with: topics of its own, and helpers that end with it. */
export class Bench {
  readonly input: Topic = `contract.${randomUUID().slice(0, 8)}.in`;
  readonly output: Topic = this.input.replace(/in$/, 'out');
  readonly parked: Topic = this.input.replace(/in$/, 'dead');
  readonly group = `g-${randomUUID().slice(0, 8)}`;
  readonly #running = new Set<Processing>();
  readonly #waiting: (() => void)[] = [];

  constructor(
    readonly opened: OpenedLog,
    readonly options: ContractOptions,
  ) {}

  /** A process' view with the topics in place. */
  async log(): Promise<EventLog> {
    const log = await this.opened.log();
    await log.provision(this.specs());
    return log;
  }

  specs(partitions = PARTITIONS): readonly TopicSpec[] {
    return [this.input, this.output, this.parked].map((topic) => ({
      topic,
      partitions,
      cleanup: 'keep',
    }));
  }

  draft(key: string, text: string, topic = this.input): Draft {
    return { topic, key, headers: { n: text }, value: bytes(text) };
  }

  async process(
    log: EventLog,
    options: Partial<ProcessOptions> & Pick<ProcessOptions, 'openLane'>,
  ) {
    const processing = await log.process({ group: this.group, topic: this.input, ...options });
    this.#running.add(processing);
    return processing;
  }

  /** Copies every input to the output; `before` runs first and may throw or wait. */
  copying(log: EventLog, before: (batch: readonly LogRecord[]) => Promise<void> | void = nothing) {
    return this.process(log, {
      openLane: async () => ({
        handle: async (batch) => {
          await before(batch);
          return batch.map((record) => ({
            ...this.draft(record.key, textOf(record), this.output),
          }));
        },
      }),
    });
  }

  /** Everything committed in a topic, by partition. */
  async stored(log: EventLog, topic: Topic): Promise<readonly (readonly LogRecord[])[]> {
    const ends = await log.ends(topic);
    return Promise.all(
      ends.map(async ({ partition, start, end }) =>
        collect(log.readTopic({ topic, partition, from: start, to: end })),
      ),
    );
  }

  async texts(log: EventLog, topic: Topic): Promise<readonly string[]> {
    return (await this.stored(log, topic)).flat().map(textOf);
  }

  /** Waits until a topic holds at least `count` committed records, and gives their texts. */
  until(log: EventLog, topic: Topic, count: number): Promise<readonly string[]> {
    return this.wait(`${topic} holds ${count} records`, async () => {
      const texts = await this.texts(log, topic);
      return texts.length >= count && texts;
    });
  }

  wait<T>(what: string, ask: Parameters<typeof eventually<T>>[1]): Promise<T> {
    return eventually(what, ask, this.options.patienceMs);
  }

  /** Whatever a test left waiting must be let go, crashed or not. */
  atEnd(letGo: () => void): void {
    this.#waiting.push(letGo);
  }

  async end(): Promise<void> {
    for (const letGo of this.#waiting) letGo();
    const stops = [...this.#running].map((processing) => processing.stop());
    await Promise.race([
      Promise.all(stops),
      new Promise((resolve) => setTimeout(resolve, 3_000).unref()),
    ]);
  }
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const textOf = (record: LogRecord): string =>
  new TextDecoder().decode(record.value ?? undefined);

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** `count` keys, spread over the partitions. */
export const keys = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `acme/intercom/${index}`);

export const numbers = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => String(from + index));

export const sorted = (texts: readonly string[]): readonly string[] =>
  [...texts].sort((a, b) => Number(a) - Number(b));

const nothing = () => undefined;
