import stockFilter from 'kafkajs/src/consumer/filterAbortedMessages.js';
import type { WireAborted, WireMessage } from './kafkajs';
import { committedOnly } from './read-committed';

const message = (
  offset: number,
  producerId: string,
  more: Partial<WireMessage> = {},
): WireMessage => ({
  offset: String(offset),
  timestamp: '0',
  key: Buffer.from('key'),
  value: Buffer.from(String(offset)),
  headers: {},
  isControlRecord: false,
  batchContext: {
    producerId,
    inTransaction: true,
    firstOffset: String(offset),
    lastOffsetDelta: 0,
  },
  ...more,
});

const ABORT = { isControlRecord: true, key: Buffer.from([0, 0, 0, 0]) };
const COMMIT = { isControlRecord: true, key: Buffer.from([0, 0, 0, 1]) };

interface Page {
  readonly messages: readonly WireMessage[];
  readonly abortedTransactions: readonly WireAborted[];
}

const ours = ({ messages, abortedTransactions }: Page): readonly string[] =>
  committedOnly(messages, abortedTransactions).map(({ offset }) => offset);

/** As kafkajs' consumer does it. Should these tests fail after an upgrade, the defect is gone. */
const stock = (page: Page): readonly string[] =>
  stockFilter(page)
    .filter(({ isControlRecord }) => !isControlRecord)
    .map(({ offset }) => offset);

describe('records of aborted transactions', () => {
  it('stay hidden when the transaction that ended first began later', () => {
    const page: Page = {
      messages: [
        message(0, 'a'),
        message(1, 'b'),
        message(2, 'a'),
        message(3, 'b', ABORT),
        message(4, 'a', ABORT),
        message(5, 'c'),
        message(6, 'c', COMMIT),
      ],
      abortedTransactions: [
        { producerId: 'b', firstOffset: '1' },
        { producerId: 'a', firstOffset: '0' },
      ],
    };
    expect(ours(page)).toEqual(['5']);
    expect(stock(page)).toEqual(['0', '5']);
  });

  it('stay hidden when the page begins inside two of them', () => {
    const page: Page = {
      messages: [
        message(10, 'b'),
        message(11, 'a'),
        message(12, 'a', ABORT),
        message(13, 'b', ABORT),
      ],
      abortedTransactions: [
        { producerId: 'a', firstOffset: '3' },
        { producerId: 'b', firstOffset: '4' },
      ],
    };
    expect(ours(page)).toEqual([]);
    expect(stock(page)).toEqual(['10']);
  });

  it('stay hidden when one has a key that looks like an abort marker', () => {
    const page: Page = {
      messages: [
        message(0, 'a', { key: Buffer.from([0, 0, 0, 0]) }),
        message(1, 'a'),
        message(2, 'a', ABORT),
      ],
      abortedTransactions: [{ producerId: 'a', firstOffset: '0' }],
    };
    expect(ours(page)).toEqual([]);
    expect(stock(page)).toEqual(['0', '1']);
  });

  it('do not hide what the same producer committed before and after', () => {
    const page: Page = {
      messages: [
        message(0, 'a'),
        message(1, 'a', COMMIT),
        message(2, 'a'),
        message(3, 'a', ABORT),
        message(4, 'a'),
        message(5, 'a', COMMIT),
      ],
      abortedTransactions: [{ producerId: 'a', firstOffset: '2' }],
    };
    expect(ours(page)).toEqual(['0', '4']);
  });
});
