import type { Logger } from '@deskstream/kernel';

/** kafkajs 2.2 asks for timers in the past; Node takes them as "at once", which is what is meant. */
const HARMLESS = 'TimeoutNegativeWarning';

/** Warnings of Node as log lines of ours, in place of text on the standard error. */
export const logWarnings = (logger: Logger): void => {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => {
    logger[name === HARMLESS ? 'debug' : 'warn']({ warning: name }, message);
  });
};
