import type { Logger } from '@deskstream/kernel';

/** Warnings of Node as log lines of ours, in place of text on the standard error. */
export const logWarnings = (logger: Logger): void => {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => logger.warn({ warning: name }, message));
};
