import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@deskstream/kernel';
import { createPool, startEmbeddedPostgres } from '@deskstream/platform-postgres';
import type { DeskstreamConfig } from '../config';

export interface Database {
  readonly url: string;
  readonly embedded: boolean;
  close(): Promise<void>;
}

const ADDRESS_FILE = 'postgres.url';

/**
 * The database of `DATABASE_URL`; without it the embedded one in the data folder. A command that runs
 * beside `start` finds the running server; alone it starts the server for as long as it runs.
 */
export const openDatabase = async (config: DeskstreamConfig, logger: Logger): Promise<Database> => {
  if (config.DATABASE_URL !== undefined)
    return { url: config.DATABASE_URL, embedded: false, close: () => Promise.resolve() };
  const file = join(config.DESKSTREAM_DATA, ADDRESS_FILE);
  const running = await runningServer(file);
  if (running !== null) return { url: running, embedded: true, close: () => Promise.resolve() };
  return startServer(config, file, logger);
};

/** For `start`: it owns the server, and says so when another process does. */
export const ownDatabase = (config: DeskstreamConfig, logger: Logger): Promise<Database> =>
  config.DATABASE_URL === undefined
    ? startServer(config, join(config.DESKSTREAM_DATA, ADDRESS_FILE), logger)
    : openDatabase(config, logger);

const startServer = async (
  config: DeskstreamConfig,
  file: string,
  logger: Logger,
): Promise<Database> => {
  const dataDir = join(config.DESKSTREAM_DATA, 'postgres');
  const server = await startEmbeddedPostgres({ dataDir, logger });
  await writeFile(file, server.url, { mode: 0o600 });
  return {
    url: server.url,
    embedded: true,
    close: async () => {
      await rm(file, { force: true });
      await server.stop();
    },
  };
};

const runningServer = async (file: string): Promise<string | null> => {
  const url = await readFile(file, 'utf8').catch(() => null);
  if (url === null) return null;
  const pool = createPool({ url, max: 1 });
  const answers = await pool.query('select 1').then(
    () => true,
    () => false,
  );
  await pool.end();
  return answers ? url : null;
};
