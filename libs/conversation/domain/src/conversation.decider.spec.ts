import type { ConversationEvent, ConversationInput, InputData, RecordedEvent } from './index';
import { conversationDecider, defaultConversationSettings } from './index';

const T0 = 1_789_632_000_000;
const settings = { ...defaultConversationSettings, handleUnassigned: true };

type Said = Pick<ConversationInput, 'type' | 'data'>;

/** Plays inputs through the decider and gives the events of the last one, and the state. */
const when = (...inputs: readonly Said[]) => {
  let state = conversationDecider.initialState;
  let events: readonly ConversationEvent[] = [];
  inputs.forEach((said, index) => {
    const input = { id: `in${index}`, at: T0 + index * 1_000, ...said } as ConversationInput;
    events = conversationDecider.decide(input, state, settings);
    events.forEach((event, nth) => {
      const recorded = { ...event, id: `in${index}.${nth}`, at: input.at } as RecordedEvent;
      state = conversationDecider.evolve(state, recorded);
    });
  });
  return { events, state, types: events.map(({ type }) => type) };
};

const customerWrote = (
  messageId: string,
  more: Partial<InputData<'CustomerWrote'>> = {},
): Said => ({
  type: 'CustomerWrote',
  data: {
    messageId,
    text: 'Where is my export?',
    author: { id: 'u1' },
    channel: 'web',
    startedBy: 'customer',
    attachments: [],
    vendorAt: T0,
    ...more,
  },
});
const timerDue = (timerId: string): Said => ({
  type: 'TimerDue',
  data: { timerId, name: 'answer', dueAt: T0 + 4_000 },
});
const answered = (runId: string, confidence: number): Said => ({
  type: 'ReasoningFinished',
  data: {
    runId,
    answerer: 'test/1',
    result: { kind: 'answer', text: 'In the exports page.', confidence, sources: [] },
  },
});
const reported = (commandId: string, result: InputData<'DispatchReported'>['result']): Said => ({
  type: 'DispatchReported',
  data: { commandId, attempts: 1, result },
});
const delivered = (commandId: string): Said =>
  reported(commandId, { kind: 'delivered', vendorMessageId: 'p1', foundByReadBack: false });
const teammateWrote = (messageId: string, byAi = false): Said => ({
  type: 'TeammateWrote',
  data: {
    messageId,
    text: 'I take this.',
    author: { id: 'a7' },
    visibility: 'public',
    byAi,
    vendorAt: T0,
  },
});

// Ids follow from the order of events: input 0 sets its timer as event 2, and so on.
const asked = [customerWrote('m1')];
const running = [...asked, timerDue('in0.2')];
const replying = [...running, answered('in1.1', 0.9)];
const unsure = [...running, answered('in1.1', 0.2)];

describe('a customer message', () => {
  it('is judged, then waits for the burst to end (S030)', () => {
    const { types, state } = when(...asked);
    expect(types).toEqual(['CustomerMessageReceived', 'MessageJudged', 'TimerSet']);
    expect(state.timer?.dueAt).toBe(T0 + 4_000);
  });

  it('waits 30 s on email (S031)', () => {
    expect(when(customerWrote('m1', { channel: 'email' })).state.timer?.dueAt).toBe(T0 + 30_000);
  });

  it('restarts the wait of a message before it, so that a burst gets one answer', () => {
    const { types, state } = when(...asked, customerWrote('m2'));
    expect(types).toEqual([
      'CustomerMessageReceived',
      'MessageJudged',
      'TimerCancelled',
      'TimerSet',
    ]);
    expect(state.open).toEqual(['m1', 'm2']);
  });

  it('supersedes the run in progress', () => {
    expect(when(...running, customerWrote('m2')).types).toContain('ReasoningSuperseded');
  });

  it('is taken up once, however often it is told (S018)', () => {
    expect(when(...asked, customerWrote('m1')).types).toEqual(['InputIgnored']);
  });

  it('in a conversation that a teammate started is left alone, and the log says why (S015)', () => {
    const { events } = when(customerWrote('m1', { startedBy: 'teammate' }));
    expect(events[1]).toMatchObject({
      data: { verdict: 'stay-silent', reason: 'started-by-customer' },
    });
    expect(events[2]).toMatchObject({ data: { messageIds: ['m1'], outcome: 'suppressed' } });
  });

  it('is left alone when a teammate owns the conversation (S012)', () => {
    const ownership = { assignee: { kind: 'teammate' as const, id: 'a7' }, asOf: T0 };
    expect(when(customerWrote('m1', { ownership })).events[1]).toMatchObject({
      data: { reason: 'owned-by-ai' },
    });
  });
});

describe('an answer', () => {
  it('above the confidence floor is sent', () => {
    expect(when(...replying).types).toEqual(['ReasoningConcluded', 'ReplyRequested']);
  });

  it('settles its messages as replied once it is delivered', () => {
    const { events, state } = when(...replying, delivered('in2.1'));
    expect(events.at(-1)).toMatchObject({ data: { messageIds: ['m1'], outcome: 'replied' } });
    expect(state.posted).toEqual(['p1']);
  });

  it('of an older run is ignored', () => {
    expect(when(...running, customerWrote('m2'), answered('in1.1', 0.9)).types).toEqual([
      'InputIgnored',
    ]);
  });

  it('below the floor becomes a handoff: note, unassign, read back', () => {
    expect(when(...unsure).types).toEqual([
      'ReasoningConcluded',
      'HandoffRequested',
      'NoteRequested',
    ]);
    expect(when(...unsure, delivered('in2.2')).types).toEqual([
      'NoteDelivered',
      'UnassignRequested',
    ]);
    const done = when(...unsure, delivered('in2.2'), delivered('in3.1'));
    expect(done.types).toEqual(['HandoffConfirmed', 'MessagesSettled']);
    expect(done.state.withPerson?.how).toBe('handed-off');
  });

  it('that the vendor gave back to the AI ends as contested, with who did it (S016, S077)', () => {
    const contested = reported('in3.1', {
      kind: 'contested',
      assignee: { kind: 'ai', id: 'a1' },
      by: 'rule 7',
      afterMs: 340,
    });
    const { events } = when(...unsure, delivered('in2.2'), contested);
    expect(events[0]).toMatchObject({
      type: 'HandoffContested',
      data: { by: 'rule 7', afterMs: 340 },
    });
  });
});

describe('a person', () => {
  it('who replies silences the AI: timer, run and a reply that has not left', () => {
    expect(when(...asked, teammateWrote('t1')).types).toEqual([
      'TeammateMessageReceived',
      'PersonTookOver',
      'TimerCancelled',
      'MessagesSettled',
    ]);
    expect(when(...running, teammateWrote('t1')).types).toContain('ReasoningSuperseded');
    expect(when(...replying, teammateWrote('t1')).types).toContain('DispatchRecalled');
  });

  it('found to own the conversation right before sending keeps the reply back, text and reason logged', () => {
    const withheld = reported('in2.1', {
      kind: 'withheld',
      because: 'person-owns',
      assignee: { kind: 'teammate', id: 'a7' },
      vendorAt: T0 + 9_000,
    });
    const { types, state } = when(...replying, withheld);
    expect(types).toEqual([
      'ReplyWithheld',
      'AssigneeChanged',
      'PersonTookOver',
      'MessagesSettled',
    ]);
    expect(state.withPerson?.how).toBe('found-at-dispatch');
  });

  it('assigned during the handoff is not unassigned by it', () => {
    const assigned: Said = {
      type: 'ConversationAssigned',
      data: { assignee: { kind: 'teammate', id: 'a7' }, vendorAt: T0 + 5_000 },
    };
    expect(when(...unsure, delivered('in2.2'), assigned).types).toContain('DispatchRecalled');
  });

  it('silences later messages, until the AI is assigned again', () => {
    expect(when(...asked, teammateWrote('t1'), customerWrote('m2')).types).toEqual([
      'CustomerMessageReceived',
      'MessageJudged',
      'MessagesSettled',
    ]);
    const toAi: Said = {
      type: 'ConversationAssigned',
      data: { assignee: { kind: 'ai', id: 'a1' }, vendorAt: T0 + 5_000 },
    };
    expect(when(...asked, teammateWrote('t1'), toAi, customerWrote('m2')).types).toContain(
      'TimerSet',
    );
  });

  it('is not seen in our own reply coming back', () => {
    expect(when(...replying, delivered('in2.1'), teammateWrote('p1')).types).toEqual([
      'EchoRecognised',
    ]);
    expect(when(...replying, teammateWrote('p1', true)).types).toEqual(['EchoRecognised']);
  });
});

describe('news out of order', () => {
  it('does not bring an older owner back', () => {
    const assigned = (kind: 'teammate' | 'ai', vendorAt: number): Said => ({
      type: 'ConversationAssigned',
      data: { assignee: { kind, id: kind }, vendorAt },
    });
    const { state } = when(assigned('teammate', T0 + 2), assigned('ai', T0 + 1));
    expect(state.assignee).toEqual({ kind: 'teammate', id: 'teammate' });
    expect(state.withPerson).not.toBeNull();
  });

  it('asks for an answer to what was left when a reply was still on its way', () => {
    const { types } = when(...replying, customerWrote('m2'), timerDue('in3.2'), delivered('in2.1'));
    expect(types).toEqual(['ReplyDelivered', 'MessagesSettled', 'ReasoningRequested']);
  });

  it('asks for it as well when that reply was kept back', () => {
    const { types } = when(
      ...replying,
      { type: 'ConversationClosed', data: { vendorAt: T0 } },
      customerWrote('m2'),
      timerDue('in4.2'),
      reported('in2.1', { kind: 'withheld', because: 'the conversation was closed' }),
    );
    expect(types).toEqual(['ReplyWithheld', 'MessagesSettled', 'ReasoningRequested']);
  });
});
