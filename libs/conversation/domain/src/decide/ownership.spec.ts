import { Chat, settingsWith } from '../testing/chat';

const onlyMine = () => new Chat(settingsWith({ handleUnassigned: false }));

describe('a person', () => {
  it('who replies silences the AI: wait, run, and a reply that has not left (S080, S091)', () => {
    const waiting = new Chat();
    waiting.customer('m1');
    expect(waiting.teammate('t1')).toEqual([
      'TeammateMessageReceived',
      'PersonTookOver',
      'TimerCancelled',
      'MessagesSettled',
    ]);
    expect(new Chat().asked().teammate('t1')).toContain('ReasoningSuperseded');
    const replying = new Chat().asked();
    replying.answers();
    expect(replying.teammate('t1')).toContain('DispatchRecalled');
  });

  it('who leaves a note silences nobody', () => {
    const chat = new Chat().asked();
    expect(chat.teammate('t1', { visibility: 'note' })).toEqual(['TeammateMessageReceived']);
  });

  it('found to own the conversation right before sending keeps the reply back, text and reason logged', () => {
    const chat = new Chat().asked();
    chat.answers();
    const types = chat.reported('ReplyRequested', {
      kind: 'withheld',
      because: 'person-owns',
      assignee: { kind: 'teammate', id: 'a7' },
      vendorAt: chat.at,
    });
    expect(types).toEqual([
      'ReplyWithheld',
      'MessagesSettled',
      'AssigneeChanged',
      'PersonTookOver',
    ]);
    expect(chat.state.withPerson?.how).toBe('found-at-dispatch');
    expect(chat.newest('ReplyRequested').data.text).toBe('On the exports page.');
  });

  it('found right before the reply leaves what a handoff under way settles to the handoff', () => {
    const chat = new Chat(settingsWith({ watchdogMs: 600_000 })).asked('m1');
    chat.answers();
    chat.customer('m2');
    chat.due('watchdog');
    const assignee = { kind: 'teammate', id: 'a7' } as const;
    chat.reported('ReplyRequested', { kind: 'withheld', because: 'a person owns it', assignee });
    chat.delivered('NoteRequested');
    const settled = chat.log.flatMap((told) =>
      told.type === 'MessagesSettled' ? told.data.messageIds : [],
    );
    expect(settled).toEqual(['m1', 'm2']);
  });

  it('silences later messages until the AI is assigned again', () => {
    const chat = new Chat();
    chat.customer('m1');
    chat.teammate('t1');
    expect(chat.customer('m2')).toEqual([
      'CustomerMessageReceived',
      'MessageJudged',
      'MessagesSettled',
    ]);
    expect(chat.assigned('ai')).toEqual([
      'AssigneeChanged',
      'HandedBackToAi',
      'MessagesReopened',
      'MessageJudged',
      'ReasoningRequested',
    ]);
  });

  it('whose old reply is told late does not take over what was given to the AI since', () => {
    const chat = new Chat();
    const before = chat.at;
    chat.assigned('ai', before + 10_000);
    expect(chat.teammate('t1', { vendorAt: before })).toEqual(['TeammateMessageReceived']);
  });

  it('is not followed by an older assignment to the AI', () => {
    const chat = new Chat();
    chat.assigned('teammate', chat.at + 2_000);
    chat.assigned('ai', chat.at + 500);
    expect(chat.state.withPerson).not.toBeNull();
    expect(chat.state.assignee?.kind).toBe('teammate');
  });

  it('assigned during the handoff is not unassigned by it (S078)', () => {
    const chat = new Chat().asked();
    chat.unsure();
    chat.delivered('NoteRequested');
    expect(chat.assigned('teammate')).toContain('DispatchRecalled');
  });
});

describe('a conversation that is not the AI’s yet', () => {
  it('is taken up when the AI is assigned, though its message came first (S012, S073)', () => {
    const chat = onlyMine();
    chat.customer('m1');
    expect(chat.newest('MessageJudged').data).toMatchObject({
      verdict: 'stay-silent',
      reason: 'owned-by-ai',
    });
    expect(chat.assigned('ai')).toEqual([
      'AssigneeChanged',
      'MessagesReopened',
      'MessageJudged',
      'ReasoningRequested',
    ]);
  });

  it('is left alone when somebody answered meanwhile', () => {
    const chat = onlyMine();
    chat.customer('m1');
    chat.teammate('t1');
    expect(chat.assigned('ai')).toEqual(['AssigneeChanged', 'HandedBackToAi']);
  });

  it('waits visibly for the assignment where that is set, then the thread is read (S011, S014)', () => {
    const chat = new Chat(settingsWith({ processOnAssignment: true }));
    chat.customer('m1');
    expect(chat.newest('MessageJudged').data.verdict).toBe('await-assignment');
    expect(chat.state.awaiting).toEqual(['m1']);
    expect(chat.assigned('ai')).toEqual(['AssigneeChanged', 'MessageJudged', 'ReadRequested']);
    const read = { kind: 'read', messages: 3, truncated: false } as const;
    expect(chat.reported('ReadRequested', read)).toEqual(['ThreadRead', 'ReasoningRequested']);
  });

  it('answers from what is known when the thread cannot be read', () => {
    const chat = new Chat(settingsWith({ processOnAssignment: true }));
    chat.customer('m1');
    chat.assigned('ai');
    const failed = { kind: 'failed', code: 'X', because: 'away' } as const;
    expect(chat.reported('ReadRequested', failed)).toEqual(['ReadFailed', 'ReasoningRequested']);
  });
});

describe('a close', () => {
  it('of the same second as the message that opened the conversation again came before it', () => {
    const chat = new Chat();
    chat.customer('m1', { vendorAt: 5_000 });
    expect(chat.hears('ConversationClosed', { vendorAt: 5_000 })).toEqual(['ConversationClosed']);
    expect(chat.state.open).toEqual(['m1']);
    expect(chat.hears('ConversationClosed', { vendorAt: 6_000 })).toContain('MessagesSettled');
  });
});

describe('an operator', () => {
  const by = { operator: 'olga', reason: 'asked by phone' };

  it('hands back to the AI', () => {
    const chat = new Chat();
    chat.teammate('t1');
    expect(chat.hears('OperatorHandedBack', by)).toContain('HandedBackToAi');
    expect(chat.hears('OperatorHandedBack', by)).toEqual(['InputIgnored']);
  });

  it('hands off, also without an open question', () => {
    const chat = new Chat();
    expect(chat.hears('OperatorHandedOff', by)).toEqual(['HandoffRequested', 'NoteRequested']);
    expect(chat.hears('OperatorHandedOff', by)).toEqual(['InputIgnored']);
  });

  it('sets a session to watch only: the AI stops what it is about to do and stays silent', () => {
    const chat = new Chat().asked();
    expect(chat.hears('SessionModeSet', { mode: 'watch', ...by })).toEqual([
      'SessionModeSet',
      'ReasoningSuperseded',
      'MessagesSettled',
    ]);
    chat.customer('m2');
    expect(chat.newest('MessageJudged').data).toMatchObject({
      verdict: 'stay-silent',
      reason: 'session-mode',
    });
  });
});
