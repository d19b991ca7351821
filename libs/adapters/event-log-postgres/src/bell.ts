import { createHash } from 'node:crypto';
import { noLogger } from '@deskstream/kernel';
import type { Clock, Logger } from '@deskstream/kernel';
import type { Position } from '@deskstream/port-event-log';
import type { Pool, PoolClient } from '@deskstream/platform-postgres';
import type { Arrivals } from './arrivals';
import type { LogStore } from './log-store';

export interface BellOptions {
  readonly store: LogStore;
  readonly arrivals: Arrivals;
  readonly clock: Clock;
  readonly pollMs: number;
  readonly logger?: Logger;
}

const GROUP = 'group ';

/**
 * Wakes processes up: LISTEN/NOTIFY for speed, a poll of the ends for certainty. Rings after the
 * commit and outside of its transaction, because NOTIFY makes commits wait for one another.
 */
export class Bell {
  readonly #channel: string;
  readonly #stop = new AbortController();
  readonly #pending = new Map<string, number>();
  readonly #groups = new Set<(group: string) => void>();
  #ringing: Promise<void> | null = null;
  #loops: Promise<unknown> | null = null;

  constructor(private readonly options: BellOptions) {
    this.#channel = `ds_${createHash('sha256').update(options.store.schema).digest('hex').slice(0, 20)}`;
  }

  start(): void {
    this.#loops ??= Promise.all([this.#listening(), this.#polling()]);
  }

  onGroup(hear: (group: string) => void): () => void {
    this.#groups.add(hear);
    return () => this.#groups.delete(hear);
  }

  stored(positions: readonly Position[]): void {
    this.options.arrivals.stored(positions);
    for (const { topic, partition, offset } of positions)
      this.#pending.set(`${topic}:${partition}`, offset + 1);
    this.#ring();
  }

  groupChanged(group: string): void {
    this.#pending.set(`${GROUP}${group}`, 0);
    this.#ring();
  }

  async stop(): Promise<void> {
    this.#stop.abort(new Error('closed'));
    await this.#ringing;
    await this.#loops;
  }

  #ring(): void {
    if (this.#ringing || this.#pending.size === 0) return;
    this.#ringing = this.#notify().finally(() => {
      this.#ringing = null;
      this.#ring();
    });
  }

  async #notify(): Promise<void> {
    const lines = [...this.#pending]
      .slice(0, 60)
      .map(([place, end]) => ({ place, text: `${place}\t${end}` }));
    for (const { place } of lines) this.#pending.delete(place);
    const payload = lines
      .map(({ text }) => text)
      .join('\n')
      .slice(0, 7_900);
    await this.options.store.pool
      .query('select pg_notify($1, $2)', [this.#channel, payload])
      .catch(() => undefined); // whoever missed it polls
  }

  async #listening(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#listenOnce(this.options.store.pool).catch((error: unknown) =>
        (this.options.logger ?? noLogger).warn(
          { error: String(error) },
          'not listening; polling until it is back',
        ),
      );
      await this.options.clock.sleep(200, this.#stop.signal).catch(() => undefined);
    }
  }

  /** Until the connection breaks or the bell stops. */
  async #listenOnce(pool: Pool): Promise<void> {
    const client: PoolClient = await pool.connect();
    try {
      client.on('notification', ({ payload }) => this.#heard(payload ?? ''));
      const over = new Promise<void>((resolve) => {
        client.once('end', resolve);
        client.once('error', () => resolve());
        this.#stop.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await client.query(`listen ${this.#channel}`);
      if (!this.#stop.signal.aborted) await over;
    } finally {
      client.release(true);
    }
  }

  #heard(payload: string): void {
    for (const line of payload.split('\n')) {
      const [place = '', end] = line.split('\t');
      if (place.startsWith(GROUP)) for (const hear of this.#groups) hear(place.slice(GROUP.length));
      else if (end !== undefined) {
        const cut = place.lastIndexOf(':');
        this.options.arrivals.advance(
          place.slice(0, cut),
          Number(place.slice(cut + 1)),
          Number(end),
        );
      }
    }
  }

  async #polling(): Promise<void> {
    const { clock, pollMs, arrivals } = this.options;
    while (!this.#stop.signal.aborted) {
      await clock.sleep(pollMs, this.#stop.signal).catch(() => undefined);
      if (this.#stop.signal.aborted) return;
      for (const topic of arrivals.watched()) await this.look(topic).catch(() => undefined);
    }
  }

  async look(topic: string): Promise<void> {
    const { store, arrivals } = this.options;
    for (const { partition, end } of await store.ends(await store.topic(topic)))
      arrivals.advance(topic, partition, end);
  }
}
