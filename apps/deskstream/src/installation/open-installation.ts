import { join } from 'node:path';
import type { Parts } from '@deskstream/composition';
import { openParts } from '@deskstream/composition';
import type { Clock, Logger } from '@deskstream/kernel';
import { loadOrCreateKeyFile } from '@deskstream/platform-settings';
import type { DeskstreamConfig } from '../config';
import type { Database } from './open-database';

export interface Installation extends Parts {
  /** `kafka` or `postgres`, for people to read. */
  readonly kind: 'kafka' | 'postgres';
  /** PostgreSQL with the stream index, the ledger and audit's tables. */
  readonly databaseUrl: string;
}

interface OpenedWith {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The durable parts that `start` and every command work on. Closing it closes the database, too. */
export const openInstallation = async (
  config: DeskstreamConfig,
  { database, clock, logger }: OpenedWith,
): Promise<Installation> => {
  const parts = await openParts(
    {
      KAFKA_BROKERS: config.KAFKA_BROKERS,
      DATABASE_URL: database.url,
      DESKSTREAM_NAMESPACE: config.DESKSTREAM_NAMESPACE,
      DESKSTREAM_PARTITIONS: config.DESKSTREAM_PARTITIONS,
      DESKSTREAM_SECRET_KEY: secretKeyOf(config),
    },
    { service: 'deskstream', clock, logger },
  ).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  return {
    ...parts,
    kind: config.KAFKA_BROKERS === undefined ? 'postgres' : 'kafka',
    databaseUrl: database.url,
    close: async () => {
      await parts.close();
      await database.close();
    },
  };
};

const secretKeyOf = (config: DeskstreamConfig): string =>
  config.DESKSTREAM_SECRET_KEY ??
  Buffer.from(loadOrCreateKeyFile(join(config.DESKSTREAM_DATA, 'secret.key'))).toString('base64');
