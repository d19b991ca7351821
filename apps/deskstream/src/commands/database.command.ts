import { loadConfig } from '@deskstream/platform-config';
import { createLogger } from '@deskstream/platform-telemetry';
import { DeskstreamConfig } from '../config';
import { ownDatabase } from '../installation/open-database';

/** Only the embedded PostgreSQL, for services in processes of their own; prints its URL and runs until stopped. */
export const database = async (): Promise<void> => {
  const config = loadConfig(DeskstreamConfig, process.env);
  const logger = createLogger({ service: 'database', level: config.LOG_LEVEL });
  const server = await ownDatabase(config, logger);
  process.stdout.write(`${server.url}\n`);
  const stop = () => void server.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
};
