import type { Logger } from '@deskstream/kernel';
import { createLogger } from './kafkajs';

/**
 * kafkajs' log lines, all at debug level: each failure that matters is also an error, which the
 * adapter reports once and in words that help. Only fields that are ids and codes are kept.
 */
export const quietLogger = (logger: Logger): unknown =>
  createLogger({
    level: WARN,
    logCreator: () => (entry) => {
      const { broker, clientId, groupId, correlationId } = entry.log;
      logger.debug(
        { broker, clientId, groupId, correlationId, in: entry.namespace },
        entry.log.message,
      );
    },
  });

const WARN = 2;
