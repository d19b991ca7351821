import type { RecordedEvent } from '@deskstream/conversation-domain';
import { contextOf } from './context-of';

const wrote = (messageId: string, vendorAt: number): RecordedEvent => ({
  id: `ev-${messageId}`,
  at: 1,
  type: 'CustomerMessageReceived',
  data: {
    messageId,
    text: messageId,
    author: { id: 'u1' },
    channel: 'web',
    startedBy: 'customer',
    attachments: [],
    vendorAt,
  },
});

const replied: readonly [RecordedEvent, RecordedEvent] = [
  {
    id: 'r1',
    at: 1,
    type: 'ReplyRequested',
    data: { messageIds: [], text: 'answer', confidence: 1, sources: [] },
  },
  {
    id: 'r2',
    at: 1,
    type: 'ReplyDelivered',
    data: { commandId: 'r1', attempts: 1, foundByReadBack: false },
  },
];

const texts = (events: readonly RecordedEvent[]) => contextOf(events).map(({ text }) => text);

describe('what was said', () => {
  it('stands in the order of the vendor’s times, whatever order it was told in', () => {
    expect(texts([wrote('first', 1), wrote('third', 3), wrote('second', 2)])).toEqual([
      'first',
      'second',
      'third',
    ]);
  });

  it('is not put before an answer that was given without it', () => {
    const late = [wrote('first', 1), ...replied, wrote('late', 0), wrote('next', 2)];
    expect(texts(late)).toEqual(['first', 'answer', 'late', 'next']);
  });

  it('holds our own words once they were delivered', () => {
    const [asked, delivered] = replied;
    expect(texts([wrote('first', 1), asked])).toEqual(['first']);
    expect(texts([wrote('first', 1), asked, delivered])).toEqual(['first', 'answer']);
  });

  it('leaves out what was redacted', () => {
    const redacted: RecordedEvent = {
      id: 'x1',
      at: 1,
      type: 'MessageRedacted',
      data: { messageId: 'first', vendorAt: 1 },
    };
    expect(texts([wrote('first', 1), wrote('second', 2), redacted])).toEqual(['second']);
  });
});
