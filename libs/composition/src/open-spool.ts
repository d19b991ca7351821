import {
  createPostgresSettingsCopy,
  createPostgresWebhookSpool,
} from '@deskstream/adapter-stores-postgres';
import type { Logger } from '@deskstream/kernel';
import { isTransient, messageOf } from '@deskstream/kernel';
import { createPool } from '@deskstream/platform-postgres';
import type { SettingsCopy } from '@deskstream/port-settings';
import type { WebhookSpool } from '@deskstream/port-webhook-spool';
import type { LogConfig } from './open-log';
import { schemaOf } from './schema-of';

export interface OpenSpool {
  readonly spool: WebhookSpool;
  /** What a start without Kafka knows of connections and their secrets. */
  readonly settingsCopy: SettingsCopy;
  close(): Promise<void>;
}

const MIB = 1_048_576;

/**
 * Where webhooks wait for Kafka: the PostgreSQL of `DATABASE_URL`. `null` without one, and where the log
 * itself is in PostgreSQL. It may be away; tables that this program cannot use end the start.
 */
export const openSpool = async (
  config: LogConfig & {
    readonly INGRESS_SPOOL_ROWS: number;
    readonly INGRESS_SPOOL_MB: number;
  },
  { service, logger }: { readonly service: string; readonly logger: Logger },
): Promise<OpenSpool | null> => {
  const { DATABASE_URL: url, KAFKA_BROKERS: brokers } = config;
  if (url === undefined || brokers === undefined) return null;
  const applicationName = `deskstream-${service}-spool`;
  const pool = createPool({
    url,
    logger,
    applicationName,
    max: 4,
    connectMs: 2_000,
    statementMs: 5_000,
  });
  const schema = schemaOf(config.DESKSTREAM_NAMESPACE);
  const spool = createPostgresWebhookSpool({
    pool,
    schema,
    bounds: { rows: config.INGRESS_SPOOL_ROWS, bytes: config.INGRESS_SPOOL_MB * MIB },
  });
  try {
    await spool.size();
  } catch (error) {
    if (!isTransient(error)) {
      await pool.end();
      throw error;
    }
    logger.warn({ because: messageOf(error) }, 'no spool for webhooks until PostgreSQL answers');
  }
  const settingsCopy = createPostgresSettingsCopy({ pool, schema });
  return { spool, settingsCopy, close: () => pool.end() };
};
