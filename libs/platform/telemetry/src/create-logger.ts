import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import type { Logger } from '@deskstream/kernel';
import { boundedLines } from './bounded-lines';

export interface LoggerOptions {
  readonly service: string;
  /** `debug`, `info`, `warn`, `error` or `silent`. */
  readonly level: string;
  /** Default: standard output, one JSON object per line. */
  readonly to?: DestinationStream;
}

/**
 * Structured log lines. Fields whose names promise secrets or message text are removed, one and two
 * levels deep, should a caller forget the rule. Of one message at most 20 lines pass in ten seconds.
 */
export const createLogger = ({ service, level, to }: LoggerOptions): Logger => {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: SENSITIVE.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[removed]',
    },
  };
  // Synchronous: the last lines before an exit stay in order.
  const log = pino(options, to ?? pino.destination({ fd: 1, sync: true }));
  return boundedLines(
    {
      debug: (fields, message) => log.debug(fields, message),
      info: (fields, message) => log.info(fields, message),
      warn: (fields, message) => log.warn(fields, message),
      error: (fields, message) => log.error(fields, message),
    },
    { lines: 20, everyMs: 10_000 },
  );
};

const SENSITIVE = [
  'accessToken',
  'apiKey',
  'authorization',
  'body',
  'cookie',
  'password',
  'secret',
  'signingSecret',
  'signingSecrets',
  'text',
  'token',
  'DATABASE_URL',
];
