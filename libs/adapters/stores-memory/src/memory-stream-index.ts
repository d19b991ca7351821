import type { PartitionKey } from '@deskstream/kernel';
import type { Offset } from '@deskstream/port-event-log';
import type { IndexRow, IndexedRecord, StreamIndex } from '@deskstream/port-stream-index';
import { between } from './at';
import type { At } from './at';

/** Survives crashes; treat it as opaque. */
export interface MemoryIndexState {
  readonly checkpoints: Map<number, Offset>;
  readonly streams: Map<PartitionKey, Map<number, IndexRow>>;
}

export const createMemoryIndexState = (): MemoryIndexState => ({
  checkpoints: new Map(),
  streams: new Map(),
});

export const createMemoryStreamIndex = (
  options: { state?: MemoryIndexState; at?: At } = {},
): StreamIndex => new MemoryStreamIndex(options.state ?? createMemoryIndexState(), options.at);

class MemoryStreamIndex implements StreamIndex {
  constructor(
    private readonly state: MemoryIndexState,
    private readonly at: At | undefined,
  ) {}

  write(step: Parameters<StreamIndex['write']>[0]): Promise<'written' | 'stale'> {
    return between(this.at, 'index.write', () => {
      const { checkpoints } = this.state;
      if ((checkpoints.get(step.partition) ?? 0) !== step.from) return 'stale';
      for (const row of step.rows) this.#insert(row);
      checkpoints.set(step.partition, step.to);
      return 'written';
    });
  }

  checkpoint(partition: number): Promise<Offset> {
    return between(this.at, 'index.checkpoint', () => this.state.checkpoints.get(partition) ?? 0);
  }

  async *readStream(key: PartitionKey, fromSeq = 1): AsyncIterable<IndexedRecord> {
    const rows = await between(this.at, 'index.read', () => [
      ...(this.state.streams.get(key)?.values() ?? []),
    ]);
    yield* rows
      .filter(({ seq }) => seq >= fromSeq)
      .sort((a, b) => a.seq - b.seq)
      .map(({ seq, eventId, record }) => ({ seq, eventId, record }));
  }

  reset(partition?: number): Promise<void> {
    return between(this.at, 'index.reset', () => {
      if (partition === undefined) {
        this.state.checkpoints.clear();
        return this.state.streams.clear();
      }
      this.state.checkpoints.delete(partition);
      for (const [key, rows] of this.state.streams)
        if ([...rows.values()].some((row) => row.record.partition === partition))
          this.state.streams.delete(key);
    });
  }

  #insert(row: IndexRow): void {
    const rows = this.state.streams.get(row.key) ?? new Map<number, IndexRow>();
    this.state.streams.set(row.key, rows);
    if (!rows.has(row.seq)) rows.set(row.seq, row);
  }
}
