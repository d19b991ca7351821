import type { EpochMs, PartitionKey } from '@deskstream/kernel';
import type { Offset } from '@deskstream/port-event-log';
import type { IndexRow, IndexedRecord, StreamIndex } from '@deskstream/port-stream-index';
import { identifier } from '@deskstream/platform-postgres';
import type { Migration, Pool } from '@deskstream/platform-postgres';
import { prepared } from './prepared';
import type { StoreOptions } from './prepared';

export const createPostgresStreamIndex = ({
  pool,
  schema = 'deskstream',
}: StoreOptions): StreamIndex => new PostgresStreamIndex(pool, schema);

/** The first page is small: it is all that many readers take, and the rest wait for it. */
const FIRST_PAGE = 64;
const PAGE = 500;

const migrations: readonly Migration[] = [
  {
    name: '001-stream-index',
    sql: `
create table stream_event (
  key text not null,
  seq int not null,
  event_id text not null,
  type text not null,
  at bigint not null,
  topic text not null,
  partition int not null,
  "offset" bigint not null,
  stored_at bigint not null,
  headers text not null,
  value bytea,
  primary key (key, seq)
);
create table stream_checkpoint (partition int primary key, next_offset bigint not null) with (fillfactor = 20);`,
  },
];

class PostgresStreamIndex implements StreamIndex {
  readonly #s: string;
  readonly #run: ReturnType<typeof prepared>;

  constructor(
    private readonly pool: Pool,
    schema: string,
  ) {
    this.#s = identifier(schema);
    this.#run = prepared(pool, schema, migrations, 'stream-index');
  }

  /** One statement: rows are written only if the checkpoint moved. */
  write(step: Parameters<StreamIndex['write']>[0]): Promise<'written' | 'stale'> {
    return this.#run('writing the stream index', async () => {
      const { rows } = await this.pool.query<{ moved: number }>({
        name: 'index_write',
        text: `with moved as (
            insert into ${this.#s}.stream_checkpoint as c (partition, next_offset)
              select $1::int, $3::bigint
               where $2::bigint = 0 or exists (select from ${this.#s}.stream_checkpoint where partition = $1)
              on conflict (partition) do update set next_offset = excluded.next_offset where c.next_offset = $2
              returning 1
          ), stored as (
            insert into ${this.#s}.stream_event
                (key, seq, event_id, type, at, topic, partition, "offset", stored_at, headers, value)
              select d.* from unnest($4::text[], $5::int[], $6::text[], $7::text[], $8::bigint[], $9::text[],
                $10::int[], $11::bigint[], $12::bigint[], $13::text[], $14::bytea[]) as d
               where exists (select from moved)
              on conflict do nothing
          )
          select count(*)::int as moved from moved`,
        values: [step.partition, step.from, step.to, ...columns(step.rows)],
      });
      return rows[0]?.moved === 1 ? 'written' : 'stale';
    });
  }

  checkpoint(partition: number): Promise<Offset> {
    return this.#run('reading a checkpoint', async () => {
      const { rows } = await this.pool.query<{ next: Offset }>(
        `select next_offset::float8 as next from ${this.#s}.stream_checkpoint where partition = $1`,
        [partition],
      );
      return rows[0]?.next ?? 0;
    });
  }

  async *readStream(key: PartitionKey, fromSeq = 1): AsyncIterable<IndexedRecord> {
    let limit = FIRST_PAGE;
    let next: Promise<Page> | null = this.#ask(key, fromSeq, limit);
    while (next !== null) {
      const page: Page = await next;
      const last = page.length === limit ? page.at(-1) : undefined;
      next = null;
      limit = PAGE;
      for (const row of page) {
        yield row;
        // Who reads on finds the next page read while this one was used.
        if (last !== undefined) next ??= this.#ask(key, last.seq + 1, limit);
      }
    }
  }

  reset(partition?: number): Promise<void> {
    return this.#run('resetting the stream index', async () => {
      if (partition === undefined)
        await this.pool.query(`truncate ${this.#s}.stream_event, ${this.#s}.stream_checkpoint`);
      else
        await this.pool.query(
          `with gone as (delete from ${this.#s}.stream_event where partition = $1)
           delete from ${this.#s}.stream_checkpoint where partition = $1`,
          [partition],
        );
    });
  }

  /** A reader that leaves does not wait for it, so a failure must not be an unhandled one. */
  #ask(key: PartitionKey, from: number, limit: number): Promise<Page> {
    const page = this.#run('reading a stream', () => this.#page(key, from, limit));
    page.catch(() => undefined);
    return page;
  }

  async #page(key: PartitionKey, from: number, limit: number): Promise<Page> {
    const { rows } = await this.pool.query<StoredRow>({
      name: 'index_read',
      text: `select seq, event_id, topic, partition, "offset"::float8 as "offset", stored_at::float8 as stored_at,
                    headers, value
               from ${this.#s}.stream_event where key = $1 and seq >= $2 order by seq limit $3`,
      values: [key, from, limit],
    });
    return rows.map((row) => ({
      seq: row.seq,
      eventId: row.event_id,
      record: {
        topic: row.topic,
        partition: row.partition,
        offset: row.offset,
        key,
        headers: JSON.parse(row.headers) as Record<string, string>,
        value: row.value,
        timestamp: row.stored_at,
      },
    }));
  }
}

type Page = readonly IndexedRecord[];

interface StoredRow {
  readonly seq: number;
  readonly event_id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: Offset;
  readonly stored_at: EpochMs;
  readonly headers: string;
  readonly value: Buffer | null;
}

const columns = (rows: readonly IndexRow[]): unknown[] => [
  rows.map(({ key }) => key),
  rows.map(({ seq }) => seq),
  rows.map(({ eventId }) => eventId),
  rows.map(({ type }) => type),
  rows.map(({ at }) => at),
  rows.map(({ record }) => record.topic),
  rows.map(({ record }) => record.partition),
  rows.map(({ record }) => record.offset),
  rows.map(({ record }) => record.timestamp),
  rows.map(({ record }) => JSON.stringify(record.headers)),
  rows.map(
    ({ record: { value } }) =>
      value && Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  ),
];
