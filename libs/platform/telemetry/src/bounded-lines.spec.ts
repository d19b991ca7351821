import { jest } from '@jest/globals';
import type { Logger } from '@deskstream/kernel';
import { boundedLines } from './bounded-lines';

describe('a log with bounded lines', () => {
  const said: string[] = [];
  const line =
    (level: string) =>
    (fields: object, message: string): void =>
      void said.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const to: Logger = {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
  };

  beforeEach(() => {
    said.length = 0;
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it('lets the first lines of a message pass, counts the others and then says how many', () => {
    const logger = boundedLines(to, { lines: 2, everyMs: 10_000 });
    for (let partition = 0; partition < 64; partition += 1)
      logger.warn({ partition }, 'lane closed');
    logger.warn({}, 'something else');
    expect(said).toEqual([
      'warn lane closed {"partition":0}',
      'warn lane closed {"partition":1}',
      'warn something else {}',
    ]);
    jest.advanceTimersByTime(10_000);
    expect(said.slice(3)).toEqual([
      'warn lane closed {"partition":63,"left_out":62,"within_ms":10000}',
    ]);
  });

  it('lets them pass again afterwards, and adds nothing where nothing was left out', () => {
    const logger = boundedLines(to, { lines: 1, everyMs: 1_000 });
    logger.error({}, 'away');
    jest.advanceTimersByTime(1_000);
    logger.error({}, 'away');
    jest.advanceTimersByTime(1_000);
    expect(said).toEqual(['error away {}', 'error away {}']);
  });

  it('leaves debug lines alone: whoever asks for them wants them all', () => {
    const logger = boundedLines(to, { lines: 1, everyMs: 1_000 });
    for (let nth = 0; nth < 3; nth += 1) logger.debug({ nth }, 'kafkajs');
    expect(said).toHaveLength(3);
  });
});
