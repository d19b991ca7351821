import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasCode, messageOf, systemClock } from '@deskstream/kernel';
import { ConfigError, loadConfig } from '@deskstream/platform-config';
import { createLogger } from '@deskstream/platform-telemetry';
import { DeskstreamConfig } from '../config';
import type { Database } from '../installation/open-database';
import { openDatabase } from '../installation/open-database';
import type { Installation } from '../installation/open-installation';
import { openInstallation } from '../installation/open-installation';
import { CommandError, EXIT } from './command-error';
import type { Output } from './output';
import { createOutput } from './output';

export type Command = (installation: Installation, output: Output) => Promise<void>;

export interface RunOptions {
  /** Looks at what is there: refuses to make an empty installation of a folder that was mistyped. */
  readonly existing?: boolean;
}

/** Opens the installation, runs a command on it, and ends the process with its exit code. */
export const runCommand = async (
  json: boolean,
  command: Command,
  options: RunOptions = {},
): Promise<void> => {
  process.exitCode = await attempt(json, command, options).catch(explain);
};

const attempt = async (json: boolean, command: Command, options: RunOptions): Promise<number> => {
  const config = loadConfig(DeskstreamConfig, process.env);
  if (options.existing) expectInstallation(config);
  const logger = createLogger({
    service: 'deskstream',
    level: process.env['LOG_LEVEL'] ? config.LOG_LEVEL : 'error',
  });
  const database = await openDatabase(config, logger);
  await database.check().catch((error: unknown) => unreachable(database, error));
  const installation = await openInstallation(config, { database, clock: systemClock, logger });
  try {
    await command(installation, createOutput(json));
    return EXIT.ok;
  } finally {
    await installation.close();
  }
};

const expectInstallation = ({ DATABASE_URL, DESKSTREAM_DATA }: DeskstreamConfig): void => {
  if (DATABASE_URL !== undefined || existsSync(join(DESKSTREAM_DATA, 'postgres'))) return;
  throw new CommandError(
    `No Deskstream in ${resolve(DESKSTREAM_DATA)}. "deskstream start" makes one; DESKSTREAM_DATA, or DATABASE_URL and KAFKA_BROKERS, say where yours is.`,
    EXIT.notFound,
  );
};

/** Where one looked, without user and password. */
const unreachable = async ({ url, close }: Database, error: unknown): Promise<never> => {
  await close();
  throw new CommandError(
    `No PostgreSQL answers at ${new URL(url).host}: ${messageOf(error)}. DATABASE_URL says where yours is.`,
    EXIT.failed,
  );
};

const explain = (error: unknown): number => {
  if (hasCode(error, 'EPIPE')) return EXIT.ok;
  process.stderr.write(`${messageOf(error)}\n`);
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof ConfigError ? EXIT.config : EXIT.failed;
};
