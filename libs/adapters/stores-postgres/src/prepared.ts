import { migrate, postgresError } from '@deskstream/platform-postgres';
import type { Migration, Pool } from '@deskstream/platform-postgres';

export interface StoreOptions {
  readonly pool: Pool;
  /** Default `deskstream`. */
  readonly schema?: string;
}

/** Runs statements once the tables are there; a migration that failed is tried again. */
export const prepared = (
  pool: Pool,
  schema: string,
  migrations: readonly Migration[],
  set: string,
) => {
  let ready: Promise<unknown> | null = null;
  return async <T>(doing: string, act: () => Promise<T>): Promise<T> => {
    try {
      ready ??= migrate(pool, schema, migrations, set);
      await ready.catch((error: unknown) => {
        ready = null;
        throw error;
      });
      return await act();
    } catch (error) {
      throw postgresError(error, doing);
    }
  };
};
