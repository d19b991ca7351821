import { createPostgresEventLog } from '@deskstream/adapter-event-log-postgres';
import { topicCatalogue } from '@deskstream/contracts';
import type { Logger } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import type { DedupConfig } from './config';

/** Chooses the log by configuration and makes sure that its topics exist. */
export const openLog = async (config: DedupConfig, logger: Logger): Promise<EventLog> => {
  const log = chosen(config, logger);
  try {
    await log.provision(topicCatalogue(config.DESKSTREAM_PARTITIONS));
    return log;
  } catch (error) {
    await log.close();
    throw error;
  }
};

const chosen = ({ DATABASE_URL: url }: DedupConfig, logger: Logger): EventLog => {
  if (url !== undefined) return createPostgresEventLog({ url, logger });
  throw new InfraError(
    'CONFIG.NO_LOG',
    'DATABASE_URL: expected the PostgreSQL that keeps the log, found nothing. "npm start" runs all services on an embedded one.',
    false,
  );
};
