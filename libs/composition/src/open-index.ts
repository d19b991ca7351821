import { createPostgresStreamIndex } from '@deskstream/adapter-stores-postgres';
import type { Logger } from '@deskstream/kernel';
import { createPool } from '@deskstream/platform-postgres';
import type { StreamIndex } from '@deskstream/port-stream-index';
import { databaseOf } from './open-parts';
import type { LogConfig } from './open-log';
import { schemaOf } from './schema-of';

export interface OpenIndex {
  readonly index: StreamIndex;
  close(): Promise<void>;
}

/** The sessions of the PostgreSQL of `DATABASE_URL`, for a service that needs nothing else of it. */
export const openIndex = async (
  config: LogConfig,
  { service, logger }: { readonly service: string; readonly logger: Logger },
): Promise<OpenIndex> => {
  const applicationName = `deskstream-${service}`;
  const pool = createPool({ url: databaseOf(config), logger, applicationName, max: 4 });
  const index = createPostgresStreamIndex({ pool, schema: schemaOf(config.DESKSTREAM_NAMESPACE) });
  try {
    await index.checkpoint(0);
    return { index, close: () => pool.end() };
  } catch (error) {
    await pool.end();
    throw error;
  }
};
