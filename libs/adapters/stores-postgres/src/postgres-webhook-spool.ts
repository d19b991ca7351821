import { InfraError } from '@deskstream/kernel';
import type { PartitionKey } from '@deskstream/kernel';
import { identifier, inTransaction } from '@deskstream/platform-postgres';
import type { Pool, PoolClient } from '@deskstream/platform-postgres';
import type { Draft, Headers } from '@deskstream/port-event-log';
import type { DrainTerms, SpoolSize, WebhookSpool } from '@deskstream/port-webhook-spool';
import { grouped } from './grouped';
import { prepared } from './prepared';
import type { StoreOptions } from './prepared';
import { migrations } from './spool-schema';
import { addSql, anySql, oldestSql, removeSql, sizeSql, waitingSql } from './spool-sql';

export interface SpoolOptions extends StoreOptions {
  /** What may wait at most. Default 200 000 rows, 1 GiB. */
  readonly bounds?: { readonly rows?: number; readonly bytes?: number };
}

/** Durable as far as the server's `synchronous_commit` goes; keep it on. */
export const createPostgresWebhookSpool = (options: SpoolOptions): WebhookSpool =>
  new PostgresWebhookSpool(options.pool, options.schema ?? 'deskstream', options.bounds ?? {});

class PostgresWebhookSpool implements WebhookSpool {
  readonly #s: string;
  readonly #run: ReturnType<typeof prepared>;
  readonly #add: (drafts: readonly Draft[]) => Promise<void>;
  readonly #waiting: (keys: readonly PartitionKey[]) => Promise<ReadonlySet<PartitionKey>>;

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
    private readonly bounds: { readonly rows?: number; readonly bytes?: number },
  ) {
    this.#s = identifier(schema);
    this.#run = prepared(pool, schema, migrations, 'webhook-spool');
    this.#add = grouped((calls) => this.#insert(calls.flat()), weightOf);
    this.#waiting = grouped(
      (calls) => this.#look([...new Set(calls.flat())]),
      (keys) => keys.length / 2_000,
    );
  }

  async add(drafts: readonly Draft[]): Promise<void> {
    if (drafts.length > 0) await this.#add(drafts);
  }

  async waiting(keys: readonly PartitionKey[]): Promise<ReadonlySet<PartitionKey>> {
    return keys.length === 0 ? new Set() : this.#waiting(keys);
  }

  /** Lock, look, append and removal are one transaction, so the turn of a process that dies ends with it. */
  drain(
    terms: DrainTerms,
    append: (oldest: readonly Draft[]) => Promise<unknown>,
  ): Promise<number | 'busy'> {
    return this.#run('draining the spool', () =>
      inTransaction(this.pool, async (client) => {
        if (!(await this.#claimTurn(client))) return 'busy';
        const { rows } = await client.query<Row>(oldestSql(this.#s), [terms.rows, terms.bytes]);
        if (rows.length === 0) return 0;
        await append(rows.map(draftOf));
        await client.query(removeSql(this.#s), [rows.map(({ seq }) => seq)]);
        return rows.length;
      }),
    );
  }

  size(): Promise<SpoolSize> {
    return this.#run('measuring the spool', async () => {
      const { rows } = await this.pool.query<SpoolSize>(sizeSql(this.#s));
      return rows[0] ?? { rows: 0, bytes: 0, oldestAt: null };
    });
  }

  #insert(drafts: readonly Draft[]): Promise<() => void> {
    const bytes = drafts.map(bytesOf);
    const { rows = 200_000, bytes: atMost = 1_073_741_824 } = this.bounds;
    return this.#run('spooling webhooks', async () => {
      const { rowCount } = await this.pool.query({
        name: 'spool_add',
        text: addSql(this.#s),
        values: [
          ...columnsOf(drafts),
          bytes,
          drafts.length,
          bytes.reduce((sum, each) => sum + each, 0),
          rows,
          atMost,
        ],
      });
      if (rowCount === drafts.length) return () => undefined;
      throw new InfraError(
        'SPOOL.FULL',
        `the spool of webhooks has no room (at most ${rows} rows, ${atMost} bytes); nothing was stored. Bring Kafka back, or raise INGRESS_SPOOL_ROWS and INGRESS_SPOOL_MB`,
        true,
      );
    });
  }

  #look(keys: readonly PartitionKey[]): Promise<Found> {
    return this.#run('asking what is spooled', async (): Promise<Found> => {
      if (!(await this.#anythingWaits())) return () => NOTHING;
      const { rows } = await this.pool.query<{ key: PartitionKey }>({
        name: 'spool_waiting',
        text: waitingSql(this.#s),
        values: [keys],
      });
      const there = new Set(rows.map(({ key }) => key));
      return (asked) => new Set(asked.filter((key) => there.has(key)));
    });
  }

  async #anythingWaits(): Promise<boolean> {
    const text = anySql(this.#s);
    const { rows } = await this.pool.query<{ waits: boolean }>({ name: 'spool_any', text });
    return rows[0]?.waits === true;
  }

  /** A stopped process keeps its connection; the server ends its turn after the time limit. */
  async #claimTurn(client: PoolClient): Promise<boolean> {
    await client.query(`set local idle_in_transaction_session_timeout = '30s'`);
    const { rows } = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as mine',
      [`deskstream.spool.${this.schema}`],
    );
    return rows[0]?.mine === true;
  }
}

type Found = (asked: readonly PartitionKey[]) => ReadonlySet<PartitionKey>;

const NOTHING: ReadonlySet<PartitionKey> = new Set();

interface Row {
  readonly seq: string;
  readonly topic: string;
  readonly key: PartitionKey;
  readonly headers: string;
  readonly value: Uint8Array | null;
}

const draftOf = ({ topic, key, headers, value }: Row): Draft => ({
  topic,
  key,
  headers: JSON.parse(headers) as Headers,
  value,
});

const columnsOf = (drafts: readonly Draft[]): readonly unknown[] => [
  drafts.map(({ topic }) => topic),
  drafts.map(({ key }) => key),
  drafts.map(({ headers }) => JSON.stringify(headers)),
  drafts.map(({ value }) => value && Buffer.from(value.buffer, value.byteOffset, value.byteLength)),
];

const bytesOf = ({ key, headers, value }: Draft): number =>
  key.length + JSON.stringify(headers).length + (value?.byteLength ?? 0);

/** One statement stays small enough to be quick: 500 drafts, 4 MiB. */
const weightOf = (drafts: readonly Draft[]): number =>
  drafts.reduce((sum, { value }) => sum + 1 / 500 + (value?.byteLength ?? 0) / 4_194_304, 0);
