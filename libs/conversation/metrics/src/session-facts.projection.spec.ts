import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { SessionFacts } from './index';
import { emptyFacts, measure } from './index';

const MINUTE = 60_000;
const told = (minute: number, type: string, data: object = {}, id = `ev_${minute}`) =>
  ({ id, type, at: minute * MINUTE, data }) as unknown as RecordedEvent;
const customer = (minute: number, data: object = {}) =>
  told(minute, 'CustomerMessageReceived', {
    ...{ messageId: `m${minute}`, channel: 'web', vendorAt: minute * MINUTE },
    ...data,
  });
const person = (minute: number, visibility = 'public') =>
  told(minute, 'TeammateMessageReceived', { visibility, vendorAt: minute * MINUTE });
const judged = (minute: number) => told(minute, 'MessageJudged', { verdict: 'answer' });
const numbered = (events: readonly RecordedEvent[]) =>
  events.map((event, index) => ({ seq: index + 1, event }));
const fold = (...events: readonly RecordedEvent[]): SessionFacts =>
  numbered(events).reduce(measure, emptyFacts);

describe('the facts of a session', () => {
  it('do not change when events are taken again', () => {
    const events = [customer(0), judged(0), told(1, 'ReplyDelivered', { commandId: 'c' })];
    const once = fold(...events);
    expect(numbered(events).reduce(measure, once)).toBe(once);
    expect(numbered(events).reduce(measure, fold(...events.slice(0, 2)))).toEqual(once);
  });

  it('tell the first answer, and who gave it', () => {
    const ai = fold(customer(0), customer(1), told(3, 'ReplyDelivered'), person(9));
    expect(ai).toMatchObject({ response: { ms: 3 * MINUTE, by: 'ai' }, aiResponseMs: 3 * MINUTE });
    expect(fold(customer(0), person(5), told(6, 'ReplyDelivered'))).toMatchObject({
      response: { ms: 5 * MINUTE, by: 'person' },
      aiResponseMs: null,
      aiReplies: 1,
    });
  });

  it('measure the AI by the message that it answers', () => {
    const later = fold(customer(0), person(5), customer(60), told(61, 'ReplyDelivered'));
    expect(later).toMatchObject({ response: { by: 'person' }, aiResponseMs: MINUTE });
  });

  it('take neither a note nor an answer to something older for an answer', () => {
    expect(fold(customer(0), person(1, 'note'))).toMatchObject({ response: null });
    expect(fold(customer(10), person(4))).toMatchObject({ response: null, personReplies: 1 });
  });

  it('count history that was answered long ago, yet nobody waits for it', () => {
    const facts = fold(customer(500), customer(0, { context: true }), told(501, 'ReplyDelivered'));
    expect(facts).toMatchObject({ askedAt: 0, customerMessages: 2, response: { ms: MINUTE } });
  });

  it('know a message by the help desk’s time, however late it was found', () => {
    const found = told(120, 'CustomerMessageReceived', { channel: 'email', vendorAt: 0 });
    expect(fold(found, told(121, 'ReplyDelivered')).response?.ms).toBe(121 * MINUTE);
  });

  it('measure how long a person’s answer takes after a handoff', () => {
    const handoff = told(2, 'HandoffRequested', { cause: 'no-knowledge' });
    const facts = fold(customer(0), handoff, told(3, 'HandoffConfirmed'), person(32), person(40));
    expect(facts).toMatchObject({
      handoffs: [{ cause: 'no-knowledge', end: 'confirmed' }],
      handoffResponseMs: 30 * MINUTE,
    });
  });

  it('give each minute to whoever had the conversation, and none to a closed one', () => {
    const facts = fold(
      customer(0),
      judged(1),
      told(4, 'HandoffRequested', { cause: 'frustration' }),
      told(5, 'HandoffConfirmed'),
      told(15, 'HandedBackToAi'),
      told(17, 'ConversationClosed', { vendorAt: 17 * MINUTE }),
      customer(100),
      told(103, 'ConversationClosed', { vendorAt: 103 * MINUTE }),
      told(900, 'DeliverySuppressed'),
    );
    expect(facts.heldMs).toEqual({ nobody: 4 * MINUTE, ai: 6 * MINUTE, person: 10 * MINUTE });
  });

  it('count a reply that was given up and then redriven', () => {
    const redriven = told(5, 'RedriveRequested', { commandId: 'c1', kind: 'reply' }, 'c2');
    const other = told(6, 'RedriveDelivered', { commandId: 'c9' });
    expect(fold(customer(0), redriven, other).aiReplies).toBe(0);
    const delivered = told(7, 'RedriveDelivered', { commandId: 'c2' });
    expect(fold(customer(0), redriven, delivered).aiReplies).toBe(1);
  });
});
