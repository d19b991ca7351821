import { noLogger } from '@deskstream/kernel';
import { logWarnings } from './log-warnings';

describe('a warning of Node', () => {
  const before = process.listeners('warning');
  afterEach(() => {
    process.removeAllListeners('warning');
    before.forEach((listener) => process.on('warning', listener));
  });

  it('is a line of the log', () => {
    const lines: unknown[] = [];
    logWarnings({ ...noLogger, warn: (fields, text) => void lines.push({ ...fields, text }) });
    const name = 'MaxListenersExceededWarning';
    process.emit('warning', Object.assign(new Error('too many'), { name }));
    expect(lines).toEqual([{ warning: name, text: 'too many' }]);
  });
});
