import {
  createPostgresSettingsCopy,
  createPostgresStreamIndex,
  createPostgresWorkLedger,
} from '@deskstream/adapter-stores-postgres';
import type { Clock, Logger } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';
import type { Pool } from '@deskstream/platform-postgres';
import { createPool } from '@deskstream/platform-postgres';
import type { RunningSettings } from '@deskstream/platform-settings';
import { createSealer, parseSecretKeys, startSettings } from '@deskstream/platform-settings';
import type { EventLog } from '@deskstream/port-event-log';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { WorkLedger } from '@deskstream/port-work-ledger';
import type { LogConfig } from './open-log';
import { openLog, openLogWhenThere } from './open-log';
import { schemaOf } from './schema-of';

/** What of the configuration decides about the parts of a service. */
export interface PartsConfig extends LogConfig {
  readonly DESKSTREAM_SECRET_KEY: string;
  /** Of services that take settings: hosts of vendors that may be private. */
  readonly VENDOR_PRIVATE_HOSTS?: readonly string[];
}

/** The opened ports of a service that has stores. */
export interface Parts {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly schema: string;
  readonly index: StreamIndex;
  readonly ledger: WorkLedger;
  readonly settings: RunningSettings;
  /** In reverse order of opening. */
  close(): Promise<void>;
}

export interface OpenedBy {
  readonly service: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How a service opens its log that has work without it. */
export interface LateOpening {
  /** The log as the service and its settings use it. */
  readonly through: (log: EventLog) => EventLog;
}

/**
 * Log, stores and settings as the configuration names them. Opens all or nothing; with `late`, Kafka may be
 * away, and settings are then those of their copy.
 */
export const openParts = async (
  config: PartsConfig,
  by: OpenedBy,
  late?: LateOpening,
): Promise<Parts> => {
  const url = databaseOf(config);
  const sealer = createSealer(parseSecretKeys(config.DESKSTREAM_SECRET_KEY));
  const log =
    late === undefined
      ? await openLog(config, by)
      : late.through(await openLogWhenThere(config, by));
  const schema = schemaOf(config.DESKSTREAM_NAMESPACE);
  const pool = createPool({ url, logger: by.logger, applicationName: `deskstream-${by.service}` });
  const stores = {
    index: createPostgresStreamIndex({ pool, schema }),
    ledger: createPostgresWorkLedger({ pool, schema }),
  };
  try {
    await prepare(stores);
    const { clock, logger } = by;
    const copied = late !== undefined && config.KAFKA_BROKERS !== undefined;
    const copy = copied ? createPostgresSettingsCopy({ pool, schema }) : undefined;
    const { VENDOR_PRIVATE_HOSTS: privateHosts } = config;
    const settings = await startSettings({ log, sealer, clock, logger, copy, privateHosts });
    return {
      log,
      pool,
      schema,
      settings,
      ...stores,
      close: async () => {
        await settings.stop();
        await log.close();
        await pool.end();
      },
    };
  } catch (error) {
    await log.close();
    await pool.end();
    throw error;
  }
};

/** Stores migrate on first use; tables of a newer version must end the start, not the first work. */
const prepare = async ({ index, ledger }: Pick<Parts, 'index' | 'ledger'>): Promise<void> => {
  await index.checkpoint(0);
  await ledger.nextDue('');
};

export const databaseOf = ({ DATABASE_URL: url }: LogConfig): string => {
  if (url !== undefined) return url;
  throw new InfraError(
    'CONFIG.NO_DATABASE',
    'DATABASE_URL: expected the PostgreSQL of the stores, found nothing. "npm start" runs all services on an embedded one.',
    false,
  );
};
