import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@deskstream/kernel';
import type { EmbeddedServer } from '@deskstream/platform-postgres';
import { createPool, postgresError, startEmbeddedPostgres } from '@deskstream/platform-postgres';
import type { DeskstreamConfig } from '../config';
import { claimFormat } from './data-format';

export interface Database {
  readonly url: string;
  readonly embedded: boolean;
  /** Resolves while it answers; rejects with the reason, of the embedded one with its own. */
  check(): Promise<void>;
  close(): Promise<void>;
}

const ADDRESS_FILE = 'postgres.url';

/**
 * The database of `DATABASE_URL`; without it the embedded one in the data folder. A command that runs
 * beside `start` finds the running server; alone it starts the server for as long as it runs.
 */
export const openDatabase = async (config: DeskstreamConfig, logger: Logger): Promise<Database> => {
  const { DATABASE_URL, DESKSTREAM_DATA } = config;
  if (DATABASE_URL !== undefined) return reached(DATABASE_URL, false);
  await claimFormat(DESKSTREAM_DATA);
  const file = join(DESKSTREAM_DATA, ADDRESS_FILE);
  const running = await runningServer(file);
  return running === null ? startServer(config, file, logger) : reached(running, true);
};

/** For `start`: it owns the server, and says so when another process does. */
export const ownDatabase = async (config: DeskstreamConfig, logger: Logger): Promise<Database> => {
  const { DATABASE_URL, DESKSTREAM_DATA } = config;
  if (DATABASE_URL !== undefined) return reached(DATABASE_URL, false);
  await claimFormat(DESKSTREAM_DATA);
  return startServer(config, join(DESKSTREAM_DATA, ADDRESS_FILE), logger);
};

/** A server that is not ours to stop. */
const reached = (url: string, embedded: boolean): Database => {
  const asking = createPool({ url, max: 1, applicationName: 'deskstream-check' });
  return { url, embedded, check: () => asked(asking), close: () => asking.end() };
};

const startServer = async (
  { DESKSTREAM_DATA }: DeskstreamConfig,
  file: string,
  logger: Logger,
): Promise<Database> => {
  const server = await startEmbeddedPostgres({
    dataDir: join(DESKSTREAM_DATA, 'postgres'),
    logger,
  });
  try {
    await writeFile(file, server.url, { mode: 0o600 });
  } catch (error) {
    await server.stop();
    throw error;
  }
  const { check, close } = reached(server.url, true);
  return {
    url: server.url,
    embedded: true,
    check: () => check().catch((error: unknown) => told(server, error)),
    close: async () => {
      await close();
      await rm(file, { force: true });
      await server.stop();
    },
  };
};

/** What the server said when it ended tells more than that it does not answer. */
const told = (server: EmbeddedServer, error: unknown): never => {
  throw server.trouble() ?? error;
};

type Pool = ReturnType<typeof createPool>;

const asked = async (pool: Pool): Promise<void> => {
  try {
    await pool.query('select 1');
  } catch (error) {
    throw postgresError(error, 'asking the database');
  }
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
