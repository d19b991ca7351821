import { messageOf } from '@deskstream/kernel';
import type { Logger } from '@deskstream/kernel';
import { fetchPages, protocolType, toInfraError } from '@deskstream/platform-kafka';
import type { FetchedPage, KafkaConnection } from '@deskstream/platform-kafka';
import type { LaneFeed } from './lane-feed';

export interface LaneFetcherOptions {
  readonly connection: KafkaConnection;
  readonly topic: string;
  readonly logger: Logger;
}

const LONG_POLL_MS = 250;
const SHORT_POLL_MS = 20;
const BACKOFF_MS = 200;
const LOCATE_WITHIN_MS = 10_000;

/**
 * One long poll per broker for all feeds that want more. A feed that is full is left out; while one
 * is, polls are short, so that it does not wait behind idle partitions once it has room again.
 */
export class LaneFetcher {
  readonly #feeds = new Map<LaneFeed, number>();
  readonly #loops = new Map<number, Promise<void>>();
  #wake: (() => void)[] = [];
  #stopped = false;
  #silent = false;

  constructor(private readonly options: LaneFetcherOptions) {}

  async add(feed: LaneFeed): Promise<void> {
    const { connection, topic } = this.options;
    const where = `fetch ${topic}[${feed.partition}]`;
    const { node } = await connection.retrying(
      where,
      () => connection.leaderOf(topic, feed.partition),
      LOCATE_WITHIN_MS,
    );
    this.#feeds.set(feed, node);
    this.#startLoop(node);
    this.poke();
  }

  remove(feed: LaneFeed): void {
    feed.close();
    this.#feeds.delete(feed);
  }

  /** A feed has room again. */
  poke(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.poke();
    await Promise.all(this.#loops.values());
  }

  #startLoop(node: number): void {
    if (!this.#loops.has(node)) this.#loops.set(node, this.#loop(node));
  }

  async #loop(node: number): Promise<void> {
    while (!this.#stopped) {
      const feeds = this.#wanting(node);
      if (feeds.length === 0) await this.#idle();
      else await this.#poll(node, feeds);
    }
  }

  #wanting(node: number): readonly LaneFeed[] {
    const here = [...this.#feeds]
      .filter(([feed, at]) => at === node && feed.hungry)
      .map(([feed]) => feed);
    const starved = here.find((feed) => feed.starved);
    return starved ? [starved] : here;
  }

  #idle(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  async #poll(node: number, feeds: readonly LaneFeed[]): Promise<void> {
    const { connection, topic } = this.options;
    const all = [...this.#feeds.values()].filter((at) => at === node).length;
    const maxWaitMs = feeds.length < all ? SHORT_POLL_MS : LONG_POLL_MS;
    try {
      const pages = await connection.once(`fetch ${topic}`, async () => {
        const broker = await connection.cluster.findBroker({ nodeId: node });
        const requests = feeds.map(({ partition, position: from }) => ({ topic, partition, from }));
        return fetchPages(broker, requests, { maxWaitMs });
      });
      this.#silent = false;
      deliver(feeds, pages);
    } catch (error) {
      await this.#failed(error, feeds);
    }
  }

  async #failed(error: unknown, feeds: readonly LaneFeed[]): Promise<void> {
    if (this.#stopped) return;
    if (protocolType(error) === 'OFFSET_OUT_OF_RANGE') return failOne(error as Error, feeds);
    const { logger, topic } = this.options;
    if (!this.#silent)
      logger.warn(
        { topic, code: 'EVENT_LOG.UNAVAILABLE' },
        `cannot fetch, trying again: ${messageOf(error)}`,
      );
    this.#silent = true;
    await new Promise((resolve) => setTimeout(resolve, BACKOFF_MS));
    await this.#locate(feeds);
  }

  /** Leaders move. */
  async #locate(feeds: readonly LaneFeed[]): Promise<void> {
    const { connection, topic } = this.options;
    await connection.cluster.refreshMetadata().catch(() => undefined);
    for (const feed of feeds) {
      const leader = await connection
        .once(`fetch ${topic}`, () => connection.leaderOf(topic, feed.partition))
        .catch(() => undefined);
      if (leader && this.#feeds.has(feed)) {
        this.#feeds.set(feed, leader.node);
        this.#startLoop(leader.node);
      }
    }
  }
}

const deliver = (feeds: readonly LaneFeed[], pages: readonly FetchedPage[]): void => {
  const byPartition = new Map(pages.map((page) => [page.partition, page]));
  for (const feed of feeds) {
    const page = byPartition.get(feed.partition);
    if (page) feed.deliver(page);
  }
};

/** The error names its partition; without a name everybody re-opens and finds out. */
const failOne = (error: Error, feeds: readonly LaneFeed[]): void => {
  const cause = (error as { cause?: { partition?: number } }).cause;
  const guilty = feeds.filter(({ partition }) => partition === cause?.partition);
  for (const feed of guilty.length > 0 ? guilty : feeds)
    feed.fail(toInfraError(error, 'fetch') as Error);
};
