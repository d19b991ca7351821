import type { RecordedEvent } from '@deskstream/conversation-domain';
import { emptySummary, messagesOf, summarise } from './index';

const at = 1_790_000_000_000;
const story: readonly RecordedEvent[] = [
  {
    id: 'ev_1',
    at,
    type: 'CustomerMessageReceived',
    data: {
      messageId: 'm1',
      text: 'How do I export?',
      author: { id: 'u1', name: 'Ann' },
      channel: 'web',
      startedBy: 'customer',
      attachments: [],
      ownership: { assignee: { kind: 'ai', id: 'ai-7' }, asOf: at },
      vendorAt: at,
    },
  },
  {
    id: 'ev_2',
    at: at + 1,
    type: 'ReplyRequested',
    data: { messageIds: ['m1'], text: 'Press Export.', confidence: 0.9, sources: [] },
  },
  {
    id: 'ev_3',
    at: at + 2,
    type: 'ReplyDelivered',
    data: { commandId: 'ev_2', attempts: 1, foundByReadBack: false },
  },
  {
    id: 'ev_4',
    at: at + 3,
    type: 'MessagesSettled',
    data: { messageIds: ['m1'], outcome: 'replied', reason: 'delivered' },
  },
];
const stored = story.map((event, index) => ({ seq: index + 1, event }));

describe('the summary of a session', () => {
  it('tells customer, owner, replies and the outcome of an answered question', () => {
    expect(stored.reduce(summarise, emptySummary)).toMatchObject({
      seq: 4,
      firstAt: at,
      lastAt: at + 3,
      customer: 'Ann',
      owner: 'ai',
      phase: 'idle',
      lastText: 'Press Export.',
      messages: 1,
      replies: 1,
      outcome: { outcome: 'replied', reason: 'delivered' },
      waitingSince: null,
    });
  });

  it('does not change when it takes an event again', () => {
    const once = stored.reduce(summarise, emptySummary);
    expect([...stored, ...stored].reduce(summarise, once)).toBe(once);
  });
});

describe('the messages of a session', () => {
  it('follow each message to its outcome and each reply to its delivery', () => {
    expect(messagesOf(story)).toMatchObject([
      { id: 'm1', from: 'customer', author: 'Ann', outcome: 'replied', delivery: null },
      { id: 'ev_2', from: 'ai', text: 'Press Export.', delivery: 'delivered' },
    ]);
  });

  it('do not double when an event is taken again', () => {
    expect(messagesOf(story.flatMap((event) => [event, event]))).toEqual(messagesOf(story));
  });
});
