import { EventEmitter } from 'node:events';
import { leaveWithoutReader } from './without-reader';

describe('what a command prints', () => {
  const failing = (code: string): (() => number) => {
    const stream = new EventEmitter();
    let left = 0;
    leaveWithoutReader(stream, () => (left += 1));
    return () => {
      stream.emit('error', Object.assign(new Error(code), { code }));
      return left;
    };
  };

  it('ends the command when nobody reads it any more', () => {
    expect(failing('EPIPE')()).toBe(1);
  });

  it('is not lost in silence where the disk is full', () => {
    expect(failing('ENOSPC')).toThrow('ENOSPC');
  });
});
