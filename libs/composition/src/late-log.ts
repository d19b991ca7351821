import type { Clock, Logger } from '@deskstream/kernel';
import { InfraError, isTransient, messageOf } from '@deskstream/kernel';
import type { EventLog, Processing, ProcessOptions, TopicSpec } from '@deskstream/port-event-log';

export interface LateLogOptions {
  readonly log: EventLog;
  /** What does not answer, for people: `Kafka at broker:9092`. */
  readonly where: string;
  readonly topics: readonly TopicSpec[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long a start waits for a log that may be there in a moment. */
const PATIENCE_MS = 3_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * A log that may be away at the start: its topics are created or checked as soon as it is reached. Until
 * then every call rejects at once with `EVENT_LOG.UNAVAILABLE`, and consumers wait. Resolves when the log
 * is there, or does not seem to be; rejects when what it has can never be used.
 */
export const openLateLog = async (options: LateLogOptions): Promise<EventLog> => {
  const late = new LateLog(options);
  await late.begun();
  return late;
};

class LateLog implements EventLog {
  readonly #log: EventLog;
  readonly #stopping = new AbortController();
  readonly #there = Promise.withResolvers<void>();
  readonly #provisioning: Promise<void>;
  #trouble: Error | null;

  constructor(private readonly options: LateLogOptions) {
    this.#log = options.log;
    this.#trouble = new Error(`${options.where} did not answer yet`);
    this.#there.promise.catch(() => undefined);
    this.#provisioning = this.#provision();
  }

  async begun(): Promise<void> {
    const { clock } = this.options;
    const settled = new AbortController();
    const over = AbortSignal.any([settled.signal, this.#stopping.signal]);
    const enough = clock.sleep(PATIENCE_MS, over).catch(() => undefined);
    try {
      await Promise.race([this.#there.promise, enough]);
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      settled.abort(new Error('begun'));
    }
  }

  async publish(drafts: Parameters<EventLog['publish']>[0]) {
    return this.#now().publish(drafts);
  }

  async process(options: ProcessOptions): Promise<Processing> {
    return this.#trouble === null
      ? this.#log.process(options)
      : new LateProcessing(this.#there.promise.then(() => this.#log.process(options)));
  }

  async *readTopic(range: Parameters<EventLog['readTopic']>[0]) {
    yield* this.#now().readTopic(range);
  }

  async ends(topic: string) {
    return this.#now().ends(topic);
  }

  async committed(group: string, topic: string) {
    return this.#now().committed(group, topic);
  }

  async provision(topics: readonly TopicSpec[]) {
    return this.#now().provision(topics);
  }

  async close(): Promise<void> {
    this.#stopping.abort(new Error('the log is closed'));
    await this.#log.close();
    await this.#provisioning;
  }

  #now(): EventLog {
    if (this.#trouble === null) return this.#log;
    if (isUnusable(this.#trouble)) throw this.#trouble;
    throw new InfraError(
      'EVENT_LOG.UNAVAILABLE',
      `the log was not reached since the start: ${messageOf(this.#trouble)}`,
      true,
      this.#trouble,
    );
  }

  async #provision(): Promise<void> {
    const { clock } = this.options;
    const { signal } = this.#stopping;
    for (let wait = FIRST_PAUSE_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      if (await this.#try()) return;
      await clock.sleep(wait, signal).catch(() => undefined);
    }
    this.#there.reject(signal.reason);
  }

  /** Whether nothing more is to be tried. */
  async #try(): Promise<boolean> {
    const { topics, logger } = this.options;
    try {
      await this.#log.provision(topics);
      this.#trouble = null;
      this.#there.resolve();
      return true;
    } catch (error) {
      this.#trouble = error instanceof Error ? error : new Error(String(error));
      if (this.#stopping.signal.aborted || !isUnusable(error)) return false;
      logger.error({ because: messageOf(error) }, 'the log is there, and cannot be used');
      this.#there.reject(error);
      return true;
    }
  }
}

/** As topics with another number of partitions. */
const isUnusable = (error: unknown): boolean => error instanceof InfraError && !isTransient(error);

/** Begins when the log is there; owns nothing before. */
class LateProcessing implements Processing {
  #begun: Processing | null = null;
  #stopped = false;
  readonly #beginning: Promise<void>;

  constructor(later: Promise<Processing>) {
    this.#beginning = later.then(async (processing) => {
      if (this.#stopped) await processing.stop();
      else this.#begun = processing;
    });
    this.#beginning.catch(() => undefined);
  }

  lanes() {
    return this.#begun?.lanes() ?? [];
  }

  async ready(): Promise<void> {
    await this.#beginning;
    await this.#begun?.ready();
  }

  /** Does not wait for a log that is away. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#begun?.stop();
  }
}
