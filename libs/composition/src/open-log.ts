import { createKafkaEventLog } from '@deskstream/adapter-event-log-kafka';
import { createPostgresEventLog } from '@deskstream/adapter-event-log-postgres';
import { topicCatalogue } from '@deskstream/contracts';
import type { Clock, Logger } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';
import type { ServiceConfig } from '@deskstream/platform-config';
import type { EventLog } from '@deskstream/port-event-log';
import { kafkaSecurityOf } from './kafka-security';
import type { ClusterConfig } from './kafka-security';
import { openLateLog } from './late-log';
import { schemaOf } from './schema-of';

/** What of the configuration decides about the log. */
export interface LogConfig
  extends Pick<ServiceConfig, 'DESKSTREAM_NAMESPACE' | 'DESKSTREAM_PARTITIONS'>, ClusterConfig {
  readonly DATABASE_URL?: string | undefined;
}

/** Kafka where `KAFKA_BROKERS` is set, else PostgreSQL. Its topics exist when it resolves. */
export const openLog = async (
  config: LogConfig,
  { service, logger }: { readonly service: string; readonly logger: Logger },
): Promise<EventLog> => {
  const log = chosen(config, service, logger);
  try {
    await log.provision(topicCatalogue(config.DESKSTREAM_PARTITIONS));
    return log;
  } catch (error) {
    await log.close();
    throw error;
  }
};

/**
 * As {@link openLog}; but a Kafka that is away does not hold up the start of a service that has PostgreSQL
 * to go by. Its topics are created or checked when it is first reached.
 */
export const openLogWhenThere = async (
  config: LogConfig,
  by: { readonly service: string; readonly clock: Clock; readonly logger: Logger },
): Promise<EventLog> => {
  const { KAFKA_BROKERS: brokers, DATABASE_URL: url, DESKSTREAM_PARTITIONS: partitions } = config;
  if (brokers === undefined || url === undefined) return openLog(config, by);
  const log = chosen(config, by.service, by.logger);
  return openLateLog({
    ...by,
    log,
    where: `Kafka at ${brokers.join(', ')}`,
    topics: topicCatalogue(partitions),
  });
};

const chosen = (config: LogConfig, service: string, logger: Logger): EventLog => {
  const { KAFKA_BROKERS: brokers, DATABASE_URL: url, DESKSTREAM_NAMESPACE: namespace } = config;
  if (brokers !== undefined)
    return createKafkaEventLog({
      brokers,
      clientId: `deskstream-${service}`,
      security: kafkaSecurityOf(config),
      logger,
      ...(namespace === '' ? {} : { namespace }),
    });
  if (url !== undefined)
    return createPostgresEventLog({ url, logger, schema: schemaOf(namespace) });
  throw new InfraError(
    'CONFIG.NO_LOG',
    'KAFKA_BROKERS and DATABASE_URL: expected at least one of them, found nothing. "npm start" runs all services on an embedded PostgreSQL.',
    false,
  );
};
