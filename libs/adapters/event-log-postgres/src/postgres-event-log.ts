import { randomUUID } from 'node:crypto';
import { systemClock } from '@deskstream/kernel';
import type { Clock, Logger } from '@deskstream/kernel';
import type {
  Draft,
  EventLog,
  LogRecord,
  Position,
  ProcessOptions,
  Processing,
  Topic,
  TopicSpec,
} from '@deskstream/port-event-log';
import { createPool } from '@deskstream/platform-postgres';
import type { Pool } from '@deskstream/platform-postgres';
import { Arrivals } from './arrivals';
import { Bell } from './bell';
import { logError } from './log-error';
import { LogStore } from './log-store';
import { Membership } from './membership';
import { Publisher } from './publisher';

export interface PostgresEventLogOptions {
  /** Where PostgreSQL is; or `pool`, which stays the caller's to end. */
  readonly url?: string;
  readonly pool?: Pool;
  /** Holds the tables; created when missing. Default `deskstream`. */
  readonly schema?: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** A process that is silent for so long loses its lanes. Default 6 000 ms. */
  readonly sessionMs?: number;
  /** How often ends are looked up in case a notification was lost. Default 500 ms. */
  readonly pollMs?: number;
  /** First pause before a failed lane is opened again; doubled up to 5 s. Default 100 ms. */
  readonly backoffMs?: number;
  /** Drafts and bytes that may wait in `publish` before it answers EVENT_LOG.FULL. Default 20 000 and 64 MiB. */
  readonly maxWaiting?: number;
  readonly maxWaitingBytes?: number;
  /** Default 1 000 000, Kafka's default less its framing. */
  readonly maxRecordBytes?: number;
  /** `false` is a planted defect: a former owner's commit is accepted. */
  readonly fencing?: boolean;
}

const PAGE = 500;

const DEFAULTS = {
  url: '',
  schema: 'deskstream',
  clock: systemClock,
  sessionMs: 6_000,
  pollMs: 500,
  backoffMs: 100,
  maxWaiting: 20_000,
  maxWaitingBytes: 64 * 1024 * 1024,
  maxRecordBytes: 1_000_000,
  fencing: true,
};

type Settled = PostgresEventLogOptions & typeof DEFAULTS;

/** An event log in PostgreSQL. Nothing is connected before its first use. */
export const createPostgresEventLog = (options: PostgresEventLogOptions): EventLog =>
  new PostgresEventLog(options);

class PostgresEventLog implements EventLog {
  readonly #pool: Pool;
  readonly #store: LogStore;
  readonly #arrivals = new Arrivals();
  readonly #bell: Bell;
  readonly #publisher: Publisher;
  readonly #options: Settled;
  readonly #ownsPool: boolean;
  readonly #processings = new Set<Processing>();
  #closed: Promise<void> | null = null;

  constructor(given: PostgresEventLogOptions) {
    const { pool, logger } = given;
    const options = (this.#options = { ...DEFAULTS, ...given });
    const logging = logger ? { logger } : {};
    this.#ownsPool = pool === undefined;
    this.#pool =
      pool ??
      createPool({ url: options.url, max: 16, applicationName: 'deskstream-log', ...logging });
    this.#store = new LogStore(this.#pool, options.schema);
    const shared = { ...options, store: this.#store };
    this.#bell = new Bell({ ...shared, arrivals: this.#arrivals, ...logging });
    this.#publisher = new Publisher({
      ...shared,
      stored: (positions) => this.#bell.stored(positions),
    });
  }

  async publish(drafts: readonly Draft[]): Promise<readonly Position[]> {
    return this.#publisher.publish(drafts);
  }

  async process(options: ProcessOptions): Promise<Processing> {
    const topic = await this.#asking('joining', () => this.#store.topic(options.topic));
    this.#bell.start();
    const { sessionMs, backoffMs, maxRecordBytes, fencing, clock, logger } = this.#options;
    const processing = new Membership({
      store: this.#store,
      arrivals: this.#arrivals,
      bell: this.#bell,
      clock,
      options,
      topic,
      member: randomUUID(),
      sessionMs,
      backoffMs,
      maxRecordBytes,
      fencing,
      ...(logger ? { logger } : {}),
    });
    this.#processings.add(processing);
    return processing;
  }

  async *readTopic(range: Parameters<EventLog['readTopic']>[0]): AsyncIterable<LogRecord> {
    const { partition, to } = range;
    const topic = await this.#asking('reading', () => this.#store.topic(range.topic));
    let from = range.from;
    while (from < to) {
      const page = await this.#asking('reading', () =>
        this.#store.read(topic, partition, from, Math.min(PAGE, to - from)),
      );
      yield* page.filter(({ offset }) => offset < to);
      if (page.length === 0) return;
      from = (page.at(-1)?.offset ?? to) + 1;
    }
  }

  ends(topic: Topic) {
    return this.#asking('asking for ends', async () =>
      this.#store.ends(await this.#store.topic(topic)),
    );
  }

  committed(group: string, topic: Topic) {
    return this.#asking('asking for positions', async () =>
      this.#store.committed(group, await this.#store.topic(topic)),
    );
  }

  provision(topics: readonly TopicSpec[]): Promise<void> {
    return this.#asking('provisioning', () => this.#store.provision(topics));
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#processings].map((processing) => processing.stop()));
    await this.#publisher.idle();
    await this.#bell.stop();
    if (this.#ownsPool) await this.#pool.end();
  }

  #asking<T>(doing: string, ask: () => Promise<T>): Promise<T> {
    return ask().catch((error: unknown) => {
      throw logError(error, doing);
    });
  }
}
