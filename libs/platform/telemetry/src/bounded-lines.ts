import type { Logger } from '@deskstream/kernel';

/** So many lines of one message pass in this time; the rest of them become one line with their number. */
export interface LineBounds {
  readonly lines: number;
  readonly everyMs: number;
}

type Level = 'info' | 'warn' | 'error';
type Write = Logger[Level];

/**
 * An outage must not drown what tells of it: a message that repeats itself is cut short, with `left_out`
 * beside the last of its lines. Messages are constants, what varies stands in the fields.
 */
export const boundedLines = (to: Logger, bounds: LineBounds): Logger => ({
  debug: to.debug,
  info: bounded(to.info, bounds),
  warn: bounded(to.warn, bounds),
  error: bounded(to.error, bounds),
});

interface Window {
  lines: number;
  leftOut: number;
  last: Parameters<Write>[0];
}

const bounded = (write: Write, { lines, everyMs }: LineBounds): Write => {
  const windows = new Map<string, Window>();
  const close = (message: string): void => {
    const window = windows.get(message);
    windows.delete(message);
    if (window !== undefined && window.leftOut > 0)
      write({ ...window.last, left_out: window.leftOut, within_ms: everyMs }, message);
  };
  const open = (message: string, fields: Parameters<Write>[0]): Window => {
    const window = { lines: 0, leftOut: 0, last: fields };
    windows.set(message, window);
    setTimeout(close, everyMs, message).unref();
    return window;
  };
  return (fields, message) => {
    const window = windows.get(message) ?? open(message, fields);
    window.last = fields;
    if (window.lines < lines) {
      window.lines += 1;
      write(fields, message);
    } else window.leftOut += 1;
  };
};
