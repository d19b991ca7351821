import { createHash } from 'node:crypto';
import { InfraError } from '@deskstream/kernel';
import { identifier, inTransaction } from './pool';
import type { Pool, PoolClient } from './pool';

/** `name` orders and identifies; `sql` runs with the schema first in the search path. Never edited once released. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * Applies what is missing, in order, in one transaction; safe to call by many processes at once.
 * `set` keeps the migrations of several libraries apart in one schema.
 * POSTGRES.MIGRATION_CHANGED: an applied one has other bytes; POSTGRES.DATA_TOO_NEW: the schema knows more than this program.
 */
export const migrate = (
  pool: Pool,
  schema: string,
  migrations: readonly Migration[],
  set = 'main',
): Promise<readonly string[]> =>
  inTransaction(pool, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
      `deskstream.migrate.${schema}`,
    ]);
    await client.query(`create schema if not exists ${identifier(schema)}`);
    await client.query(`set local search_path to ${identifier(schema)}`);
    await client.query(
      `create table if not exists schema_migration (set text not null, name text not null,
         checksum text not null, applied_at timestamptz not null default now(), primary key (set, name))`,
    );
    const applied = await appliedIn(client, set);
    refuseNewer(schema, applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of migrations)
      refuseChanged(schema, migration, applied.get(migration.name));
    for (const { name, sql } of missing) {
      await client.query(sql);
      await client.query('insert into schema_migration (set, name, checksum) values ($1, $2, $3)', [
        set,
        name,
        checksum(sql),
      ]);
    }
    return missing.map(({ name }) => name);
  });

const appliedIn = async (client: PoolClient, set: string): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migration where set = $1',
    [set],
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
};

const refuseNewer = (
  schema: string,
  applied: ReadonlyMap<string, string>,
  known: readonly Migration[],
) => {
  const names = new Set(known.map(({ name }) => name));
  const unknown = [...applied.keys()].find((name) => !names.has(name));
  if (unknown !== undefined)
    throw new InfraError(
      'POSTGRES.DATA_TOO_NEW',
      `schema ${schema} was migrated by a newer Deskstream (${unknown}); start that version or a later one`,
      false,
    );
};

const refuseChanged = (schema: string, { name, sql }: Migration, there: string | undefined) => {
  if (there !== undefined && there !== checksum(sql))
    throw new InfraError(
      'POSTGRES.MIGRATION_CHANGED',
      `migration ${name} of schema ${schema} was applied with other content; released migrations must not be edited`,
      false,
    );
};

const checksum = (sql: string): string => createHash('sha256').update(sql).digest('hex');
