import { Chat, settingsWith, T0 } from '../testing/chat';

describe('a customer message', () => {
  it('is judged, then waits for the burst to end (S030)', () => {
    const chat = new Chat();
    expect(chat.customer('m1')).toEqual(['CustomerMessageReceived', 'MessageJudged', 'TimerSet']);
    expect(chat.state.timers.answer?.dueAt).toBe(T0 + 1_000 + 4_000);
  });

  it('waits 30 s on email, and longer where workflows need time (S031, S063)', () => {
    const wait = (workflowDelayMs: number) => {
      const chat = new Chat(settingsWith({ workflowDelayMs }));
      chat.customer('m1', { channel: 'email' });
      return (chat.state.timers.answer?.dueAt ?? 0) - chat.at;
    };
    expect(wait(0)).toBe(30_000);
    expect(wait(5_000)).toBe(35_000);
  });

  it('waits for late attributes before the first answer, not before later ones (S026, S027)', () => {
    const chat = new Chat(settingsWith({ attributeDelayMs: 6_000 }));
    chat.customer('m1');
    expect((chat.state.timers.answer?.dueAt ?? 0) - chat.at).toBe(10_000);
    chat.customer('m2');
    expect((chat.state.timers.answer?.dueAt ?? 0) - chat.at).toBe(4_000);
  });

  it('restarts the wait of the message before it, so that a burst gets one answer', () => {
    const chat = new Chat();
    chat.customer('m1');
    expect(chat.customer('m2')).toEqual([
      'CustomerMessageReceived',
      'MessageJudged',
      'TimerCancelled',
      'TimerSet',
    ]);
    chat.due('answer');
    expect(chat.newest('ReasoningRequested').data.messageIds).toEqual(['m1', 'm2']);
  });

  it('supersedes the run in progress', () => {
    expect(new Chat().asked().customer('m2')).toContain('ReasoningSuperseded');
  });

  it('is taken up once, however often and late it is told (S018, S110)', () => {
    const chat = new Chat();
    chat.customer('m1');
    expect(chat.customer('m1')).toEqual(['InputIgnored']);
  });

  it('that is typed again on purpose has an id of its own and is not swallowed (S019, S079)', () => {
    const chat = new Chat();
    chat.customer('m1', { text: 'yes' });
    expect(chat.customer('m2', { text: 'yes' })).toContain('CustomerMessageReceived');
  });
});

describe('an answer', () => {
  it('above the confidence floor is sent, and settles its messages once it is delivered', () => {
    const chat = new Chat().asked();
    expect(chat.answers(0.9)).toEqual(['ReasoningConcluded', 'ReplyRequested']);
    expect(chat.delivered('ReplyRequested', 'p1')).toEqual(['ReplyDelivered', 'MessagesSettled']);
    expect(chat.newest('MessagesSettled').data).toMatchObject({
      messageIds: ['m1'],
      outcome: 'replied',
    });
    expect(chat.state.posted).toEqual(['p1']);
  });

  it('below the floor goes to people, with what the customer asked and how sure it was', () => {
    const chat = new Chat().asked();
    const result = { kind: 'answer', text: 'x', confidence: 0.2, sources: [] } as const;
    chat.reasoned({ ...result, sources: [], summary: 'The customer wrote: "Where is it?"' });
    expect(chat.newest('NoteRequested').data.text).toBe(
      'Handed off to the team: the AI was not sure enough of its answer.\n\n' +
        'The customer wrote: "Where is it?"\n' +
        'An answer was drafted with confidence 0.20; the floor is 0.5.',
    );
  });

  it('of a run that was superseded is ignored', () => {
    const chat = new Chat().asked();
    const runId = chat.state.run?.runId ?? '';
    chat.customer('m2');
    const late = {
      runId,
      answerer: 'test/1',
      result: { kind: 'answer' as const, text: 'x', confidence: 1, sources: [] },
    };
    expect(chat.hears('ReasoningFinished', late)).toEqual(['InputIgnored']);
  });

  it('is asked for what was left when a reply was still on its way', () => {
    const chat = new Chat().asked();
    chat.answers();
    chat.customer('m2');
    chat.due('answer');
    expect(chat.delivered('ReplyRequested')).toEqual([
      'ReplyDelivered',
      'MessagesSettled',
      'ReasoningRequested',
    ]);
  });

  it('that comes back to us is an echo, by its id or by its author', () => {
    const chat = new Chat().asked();
    chat.answers();
    expect(chat.teammate('p9', { byAi: true })).toEqual(['EchoRecognised']);
    chat.delivered('ReplyRequested', 'p1');
    expect(chat.teammate('p1')).toEqual(['EchoRecognised']);
  });
});

describe('a message without text (HubSpot, Front previews)', () => {
  const announce = (chat: Chat, messageId: string) =>
    chat.hears('MessageAnnounced', { messageId, vendorAt: chat.at });
  const read = { kind: 'read', messages: 1, truncated: false } as const;

  it('asks for one read of the thread, however many are announced', () => {
    const chat = new Chat();
    expect(announce(chat, 'm1')).toEqual(['MessageAnnounced', 'ReadRequested']);
    expect(announce(chat, 'm2')).toEqual(['MessageAnnounced']);
  });

  it('announced during the read and not found by it is read again', () => {
    const chat = new Chat();
    announce(chat, 'm1');
    announce(chat, 'm2');
    chat.customer('m1');
    expect(chat.reported('ReadRequested', read)).toEqual(['ThreadRead', 'ReadRequested']);
    chat.customer('m2');
    expect(chat.reported('ReadRequested', read)).toEqual(['ThreadRead']);
    expect(announce(chat, 'm2')).toEqual(['InputIgnored']);
  });

  it('is read from a little before the last known message on', () => {
    const chat = new Chat();
    chat.customer('m1', { vendorAt: T0 });
    announce(chat, 'm2');
    expect(chat.newest('ReadRequested').data.since).toBe(T0 - 60_000);
  });

  it('cannot be read: the log says so', () => {
    const chat = new Chat();
    announce(chat, 'm1');
    const failed = { kind: 'failed', code: 'HUBSPOT.GONE', because: 'gone' } as const;
    expect(chat.reported('ReadRequested', failed)).toEqual(['ReadFailed']);
  });

  it('that the gap finder brings is read as well', () => {
    const chat = new Chat();
    expect(chat.hears('GapSuspected', { because: 'outage', since: T0 })).toEqual([
      'GapSuspected',
      'ReadRequested',
    ]);
  });
});

describe('the watchdog', () => {
  it('hands off what is not answered in time, and is called off by an answer', () => {
    const chat = new Chat(settingsWith({ watchdogMs: 600_000 })).asked();
    expect(chat.due('watchdog')).toEqual([
      'TimerFired',
      'ReasoningSuperseded',
      'HandoffRequested',
      'NoteRequested',
    ]);
    const answered = new Chat(settingsWith({ watchdogMs: 600_000 })).asked();
    answered.answers();
    expect(answered.delivered('ReplyRequested')).toContain('TimerCancelled');
  });
});
