import { hasCode, messageOf, systemClock } from '@deskstream/kernel';
import { ConfigError, loadConfig } from '@deskstream/platform-config';
import { createLogger } from '@deskstream/platform-telemetry';
import { DeskstreamConfig } from '../config';
import { openDatabase } from '../installation/open-database';
import type { Installation } from '../installation/open-installation';
import { openInstallation } from '../installation/open-installation';
import { CommandError, EXIT } from './command-error';
import type { Output } from './output';
import { createOutput } from './output';

export type Command = (installation: Installation, output: Output) => Promise<void>;

/** Opens the installation, runs a command on it, and ends the process with its exit code. */
export const runCommand = async (json: boolean, command: Command): Promise<void> => {
  process.exitCode = await attempt(json, command).catch(explain);
};

const attempt = async (json: boolean, command: Command): Promise<number> => {
  const config = loadConfig(DeskstreamConfig, process.env);
  const logger = createLogger({
    service: 'deskstream',
    level: process.env['LOG_LEVEL'] ? config.LOG_LEVEL : 'error',
  });
  const database = await openDatabase(config, logger);
  const installation = await openInstallation(config, { database, clock: systemClock, logger });
  try {
    await command(installation, createOutput(json));
    return EXIT.ok;
  } finally {
    await installation.close();
  }
};

const explain = (error: unknown): number => {
  if (hasCode(error, 'EPIPE')) return EXIT.ok;
  process.stderr.write(`${messageOf(error)}\n`);
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof ConfigError ? EXIT.config : EXIT.failed;
};
