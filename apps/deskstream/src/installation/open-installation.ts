import { join } from 'node:path';
import type { Parts } from '@deskstream/composition';
import { openParts } from '@deskstream/composition';
import type { Clock, Logger } from '@deskstream/kernel';
import { InfraError, messageOf } from '@deskstream/kernel';
import { withValues } from '@deskstream/platform-config';
import { loadOrCreateKeyFile } from '@deskstream/platform-settings';
import type { DeskstreamConfig } from '../config';
import type { Database } from './open-database';

export interface Installation extends Parts {
  /** `kafka` or `postgres`, for people to read. */
  readonly kind: 'kafka' | 'postgres';
  /** PostgreSQL with the stream index, the ledger and audit's tables. */
  readonly databaseUrl: string;
  readonly database: Database;
}

interface OpenedWith {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The durable parts that `start` and every command work on. Closing it closes the database, too. */
export const openInstallation = async (
  config: DeskstreamConfig,
  opened: OpenedWith,
): Promise<Installation> => {
  const { database } = opened;
  try {
    const parts = await openOn(config, opened);
    return {
      ...parts,
      kind: config.KAFKA_BROKERS === undefined ? 'postgres' : 'kafka',
      databaseUrl: database.url,
      database,
      close: async () => {
        await parts.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
};

const openOn = (config: DeskstreamConfig, { database, clock, logger }: OpenedWith) =>
  openParts(
    withValues(config, {
      DATABASE_URL: database.url,
      DESKSTREAM_SECRET_KEY: secretKeyOf(config),
    }),
    { service: 'deskstream', clock, logger },
  );

const secretKeyOf = (config: DeskstreamConfig): string =>
  config.DESKSTREAM_SECRET_KEY ?? keyOfFile(join(config.DESKSTREAM_DATA, 'secret.key'));

const keyOfFile = (file: string): string => {
  try {
    return Buffer.from(loadOrCreateKeyFile(file)).toString('base64');
  } catch (error) {
    throw new InfraError(
      'CONFIG.KEY_FILE',
      `${file}: expected the key of the secrets in settings (${messageOf(error)}); restore the file from a backup, or set DESKSTREAM_SECRET_KEY to the key that was in use`,
      false,
      error,
    );
  }
};
