import { identifier, inTransaction } from '@deskstream/platform-postgres';
import type { Migration, Pool } from '@deskstream/platform-postgres';
import type { Headers, LogRecord } from '@deskstream/port-event-log';
import type { CopiedRange, SettingsCopy } from '@deskstream/port-settings';
import { prepared } from './prepared';
import type { StoreOptions } from './prepared';

export const createPostgresSettingsCopy = ({
  pool,
  schema = 'deskstream',
}: StoreOptions): SettingsCopy => {
  const table = `${identifier(schema)}.settings_copy`;
  const run = prepared(pool, schema, migrations, 'settings-copy');
  return {
    load: () =>
      run('reading the copy of the settings', async () => {
        const { rows } = await pool.query<Row>(
          `select topic, partition, "offset"::float8 as "offset", at::float8 as timestamp, key, headers, value
           from ${table} order by partition, "offset"`,
        );
        return rows.map(recordOf);
      }),
    keep: (range) => run('copying the settings', () => keep(pool, { table, name: schema }, range)),
  };
};

const migrations: readonly Migration[] = [
  {
    name: '001-settings-copy',
    sql: `
create table settings_copy (
  partition int not null,
  "offset" bigint not null,
  topic text not null,
  at bigint not null,
  key text not null,
  headers text not null,
  value bytea not null,
  primary key (partition, "offset")
);`,
  },
];

interface Row extends Omit<LogRecord, 'headers'> {
  readonly headers: string;
}

const recordOf = ({ headers, ...row }: Row): LogRecord => ({
  ...row,
  headers: JSON.parse(headers) as Headers,
});

/** One process at a time, so that a range is replaced as a whole. */
const keep = (
  pool: Pool,
  { table, name }: { readonly table: string; readonly name: string },
  { partition, from, to, records, removed }: CopiedRange,
): Promise<void> =>
  inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `deskstream.settings-copy.${name}`,
    ]);
    await client.query(
      `delete from ${table} where partition = $1 and "offset" < $3 and ("offset" >= $2 or key = any($4))`,
      [partition, from, to, [...removed, ...records.map(({ key }) => key)]],
    );
    await client.query(
      `insert into ${table} (partition, "offset", topic, at, key, headers, value)
       select $1, r."offset", r.topic, r.at, r.key, r.headers, r.value
       from unnest($2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::bytea[])
            as r("offset", topic, at, key, headers, value)
       on conflict do nothing`,
      [partition, ...columnsOf(records)],
    );
  });

const columnsOf = (records: readonly LogRecord[]): readonly unknown[] => [
  records.map(({ offset }) => offset),
  records.map(({ topic }) => topic),
  records.map(({ timestamp }) => timestamp),
  records.map(({ key }) => key),
  records.map(({ headers }) => JSON.stringify(headers)),
  records.map(({ value }) => value && Buffer.from(value)),
];
