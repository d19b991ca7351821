import { noLogger } from '@deskstream/kernel';
import { logWarnings } from './log-warnings';

describe('a warning of Node', () => {
  const before = process.listeners('warning');
  afterEach(() => {
    process.removeAllListeners('warning');
    before.forEach((listener) => process.on('warning', listener));
  });

  it.each([
    ['is a line of the log', 'MaxListenersExceededWarning', 'warn'],
    [
      'that kafkajs provokes and nobody can act on is one for debugging',
      'TimeoutNegativeWarning',
      'debug',
    ],
  ] as const)('%s', (_what, name, expected) => {
    const lines: unknown[] = [];
    const telling = (level: string) => (fields: object, text: string) =>
      void lines.push({ level, ...fields, text });
    logWarnings({ ...noLogger, warn: telling('warn'), debug: telling('debug') });
    process.emit('warning', Object.assign(new Error('too many'), { name }));
    expect(lines).toEqual([{ level: expected, warning: name, text: 'too many' }]);
  });
});
