import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@deskstream/kernel';

/** Nest's own lines in our format; its start-up chatter goes to `debug`. */
export const nestLogger = (logger: Logger): LoggerService => ({
  log: (message: unknown, context?: unknown) => logger.debug({ context }, String(message)),
  debug: (message: unknown, context?: unknown) => logger.debug({ context }, String(message)),
  verbose: (message: unknown, context?: unknown) => logger.debug({ context }, String(message)),
  warn: (message: unknown, context?: unknown) => logger.warn({ context }, String(message)),
  error: (message: unknown, ...rest: unknown[]) =>
    logger.error(
      { context: rest.at(-1) },
      message instanceof Error ? message.message : String(message),
    ),
  fatal: (message: unknown, context?: unknown) => logger.error({ context }, String(message)),
});
