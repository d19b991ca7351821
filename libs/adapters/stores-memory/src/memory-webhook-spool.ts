import type { Clock, EpochMs, PartitionKey } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';
import type { Draft } from '@deskstream/port-event-log';
import type { DrainTerms, SpoolSize, WebhookSpool } from '@deskstream/port-webhook-spool';
import { between } from './at';
import type { At } from './at';

interface SpooledRow {
  readonly at: EpochMs;
  readonly bytes: number;
  readonly draft: Draft;
}

/** Survives crashes; treat it as opaque. */
export interface MemorySpoolState {
  rows: readonly SpooledRow[];
  draining: boolean;
}

export const createMemorySpoolState = (): MemorySpoolState => ({ rows: [], draining: false });

export interface MemorySpoolOptions {
  readonly clock: Clock;
  readonly state?: MemorySpoolState;
  readonly at?: At;
  readonly bounds?: { readonly rows?: number; readonly bytes?: number };
}

export const createMemoryWebhookSpool = (options: MemorySpoolOptions): WebhookSpool =>
  new MemoryWebhookSpool(options, options.state ?? createMemorySpoolState());

class MemoryWebhookSpool implements WebhookSpool {
  constructor(
    private readonly options: MemorySpoolOptions,
    private readonly state: MemorySpoolState,
  ) {}

  add(drafts: readonly Draft[]): Promise<void> {
    return between(this.options.at, 'spool.add', () => {
      const at = this.options.clock.now();
      const rows = drafts.map((draft) => ({ at, bytes: bytesOf(draft), draft }));
      this.#refuseBeyondBounds([...this.state.rows, ...rows]);
      this.state.rows = [...this.state.rows, ...rows];
    });
  }

  waiting(keys: readonly PartitionKey[]): Promise<ReadonlySet<PartitionKey>> {
    return between(this.options.at, 'spool.waiting', () => {
      const there = new Set(this.state.rows.map(({ draft }) => draft.key));
      return new Set(keys.filter((key) => there.has(key)));
    });
  }

  async drain(
    terms: DrainTerms,
    append: (oldest: readonly Draft[]) => Promise<unknown>,
  ): Promise<number | 'busy'> {
    const { at } = this.options;
    const taken = await between(at, 'spool.take', () => this.#take(terms));
    if (taken === 'busy') return taken;
    try {
      if (taken.length > 0) await append(taken.map(({ draft }) => draft));
      const gone = new Set(taken);
      return await between(at, 'spool.remove', () => {
        this.state.rows = this.state.rows.filter((row) => !gone.has(row));
        return gone.size;
      });
    } finally {
      this.state.draining = false;
    }
  }

  size(): Promise<SpoolSize> {
    return between(this.options.at, 'spool.size', () => ({
      rows: this.state.rows.length,
      bytes: bytesIn(this.state.rows),
      oldestAt: this.state.rows[0]?.at ?? null,
    }));
  }

  #take(terms: DrainTerms): readonly SpooledRow[] | 'busy' {
    if (this.state.draining) return 'busy';
    this.state.draining = true;
    const head = this.state.rows.slice(0, terms.rows);
    return head.filter(
      (_, index) => index === 0 || bytesIn(head.slice(0, index + 1)) <= terms.bytes,
    );
  }

  #refuseBeyondBounds(rows: readonly SpooledRow[]): void {
    const { rows: most = Infinity, bytes = Infinity } = this.options.bounds ?? {};
    if (rows.length > most || bytesIn(rows) > bytes)
      throw new InfraError(
        'SPOOL.FULL',
        'the spool of webhooks has no room; nothing was stored',
        true,
      );
  }
}

const bytesOf = ({ key, headers, value }: Draft): number =>
  key.length + JSON.stringify(headers).length + (value?.byteLength ?? 0);

const bytesIn = (rows: readonly SpooledRow[]): number =>
  rows.reduce((sum, { bytes }) => sum + bytes, 0);
