import { Chat, settingsWith } from '../testing/chat';

const ticketing = { enabled: true, transcript: true, owner: 'o1' };
const contact = { id: 'u1', email: 'ada@example.com', name: 'Ada' };
const handedOff = (chat: Chat) => {
  chat.asked('m1', { contact });
  chat.unsure();
  return chat;
};

describe('a handoff', () => {
  it('is note, tag, then unassign and read back (S016)', () => {
    const chat = handedOff(new Chat(settingsWith({ handoff: { tag: 'handed' } })));
    expect(chat.newest('HandoffRequested').data.steps).toEqual(['note', 'tag', 'unassign']);
    expect(chat.delivered('NoteRequested')).toEqual(['NoteDelivered', 'TagRequested']);
    expect(chat.delivered('TagRequested')).toEqual(['TagDelivered', 'UnassignRequested']);
    expect(chat.delivered('UnassignRequested')).toEqual(['HandoffConfirmed', 'MessagesSettled']);
    expect(chat.state.withPerson?.how).toBe('handed-off');
  });

  it('goes to a team where that is set', () => {
    const chat = handedOff(new Chat(settingsWith({ handoff: { to: { kind: 'team', id: 't1' } } })));
    chat.delivered('NoteRequested');
    expect(chat.newest('AssignRequested').data.to).toEqual({ kind: 'team', id: 't1' });
  });

  it('goes on without a note or tag that failed', () => {
    const chat = handedOff(new Chat(settingsWith({ handoff: { tag: 'handed' } })));
    const failed = { kind: 'failed', code: 'X', because: 'no' } as const;
    expect(chat.reported('NoteRequested', failed)).toEqual(['NoteFailed', 'TagRequested']);
    expect(chat.reported('TagRequested', failed)).toEqual(['TagFailed', 'UnassignRequested']);
  });

  it('that the vendor gives back to the AI ends as contested, with who and how fast (S016, S017, S077, S078)', () => {
    const chat = handedOff(new Chat());
    chat.delivered('NoteRequested');
    chat.reported('UnassignRequested', {
      kind: 'contested',
      assignee: { kind: 'ai', id: 'a1' },
      by: 'rule 7',
      afterMs: 340,
    });
    expect(chat.newest('HandoffContested').data).toMatchObject({ by: 'rule 7', afterMs: 340 });
  });

  it.each<[string, number, object, readonly string[]]>([
    [
      'a rule within the window',
      40_000,
      { automatic: true, by: { id: 'rul_1', name: 'Round robin' } },
      ['AssigneeChanged', 'HandoffContested'],
    ],
    ['a rule after the window', 61_000, { automatic: true }, ['AssigneeChanged', 'HandedBackToAi']],
    [
      'a person within the window',
      40_000,
      { by: { id: 'a7' } },
      ['AssigneeChanged', 'HandedBackToAi'],
    ],
  ])(
    'that %s gives back to the AI is told as what it is (S077, S078)',
    (_who, afterMs, by, told) => {
      const chat = handedOff(new Chat());
      chat.delivered('NoteRequested');
      chat.delivered('UnassignRequested');
      const { letGo } = chat.newest('HandoffConfirmed').data;
      const assignee = { kind: 'ai', id: 'ai' } as const;
      const vendorAt = (letGo?.at ?? 0) + afterMs;
      expect(chat.hears('ConversationAssigned', { assignee, vendorAt, ...by })).toEqual(told);
    },
  );

  it('that was contested late says who and how fast; people keep it, and the AI stays silent (S077, S078)', () => {
    const chat = handedOff(new Chat());
    chat.delivered('NoteRequested');
    chat.delivered('UnassignRequested');
    const vendorAt = (chat.newest('HandoffConfirmed').data.letGo?.at ?? 0) + 2_500;
    const rule = { automatic: true, by: { id: 'rul_1', name: 'Round robin' } } as const;
    const back = { assignee: { kind: 'ai', id: 'ai' }, vendorAt, ...rule } as const;
    chat.hears('ConversationAssigned', back);
    expect(chat.newest('HandoffContested').data).toMatchObject({
      by: 'Round robin',
      afterMs: 2_500,
      confirmed: chat.newest('HandoffConfirmed').id,
    });
    expect(chat.hears('ConversationAssigned', back)).toEqual(['AssigneeChanged']);
    expect(chat.customer('m9')).not.toContain('TimerSet');
    expect(
      chat.hears('ConversationAssigned', {
        ...back,
        by: { id: 'a7' },
        automatic: undefined,
      } as never),
    ).toContain('HandedBackToAi');
  });

  it('is not watched where the window is 0', () => {
    const chat = handedOff(new Chat(settingsWith({ handoff: { contestWindowMs: 0 } })));
    chat.delivered('NoteRequested');
    chat.delivered('UnassignRequested');
    expect(chat.newest('HandoffConfirmed').data).not.toHaveProperty('letGo');
  });

  it('that our call failed says so, apart from contested (S077)', () => {
    const chat = handedOff(new Chat());
    chat.delivered('NoteRequested');
    const failed = { kind: 'failed', code: 'FRONT.FORBIDDEN', because: 'scope' } as const;
    expect(chat.reported('UnassignRequested', failed)).toContain('HandoffFailed');
  });

  it('tells the customer where that is set, or says why it did not', () => {
    const chat = handedOff(new Chat(settingsWith({ handoff: { message: 'A colleague comes.' } })));
    expect(chat.delivered('NoteRequested')).toContain('HandoffMessageRequested');
    const withheld = { kind: 'withheld', because: 'person-owns' } as const;
    expect(chat.reported('HandoffMessageRequested', withheld)).toEqual([
      'HandoffMessageSkipped',
      'UnassignRequested',
    ]);
  });

  it('of a customer who is upset, of answers that loop, of a reply that failed', () => {
    const upset = new Chat().asked();
    upset.reasoned(
      { kind: 'answer', text: 'x', confidence: 1, sources: [] },
      { sentiment: 'angry' },
    );
    expect(upset.newest('HandoffRequested').data.cause).toBe('frustration');

    const loop = new Chat(settingsWith({ handoff: { repliesInLoop: 1 } })).asked();
    loop.answers();
    loop.delivered('ReplyRequested');
    loop.customer('m2');
    expect(loop.newest('HandoffRequested').data.cause).toBe('unproductive-loop');

    const failing = new Chat().asked();
    failing.answers();
    const failed = { kind: 'failed', code: 'DISPATCH.GAVE_UP', because: 'away' } as const;
    expect(failing.reported('ReplyRequested', failed)).toContain('HandoffRequested');
  });

  it('does not happen where its trigger is off, and the log says so', () => {
    const { triggers } = settingsWith().handoff;
    const off = { triggers: { ...triggers, lowConfidence: false } };
    const chat = new Chat(settingsWith({ handoff: off })).asked();
    expect(chat.unsure()).toEqual(['ReasoningConcluded', 'MessagesSettled']);
    expect(chat.newest('MessagesSettled').data.reason).toBe('trigger-off:no-knowledge');
  });

  it('of long ago is not made again when the conversation is reopened', () => {
    const chat = handedOff(new Chat());
    chat.delivered('NoteRequested');
    chat.delivered('UnassignRequested');
    chat.hears('ConversationClosed', { vendorAt: chat.at });
    expect(chat.customer('m2')).toContain('TimerSet');
  });
});

describe('a ticket (HubSpot)', () => {
  const withTicket = () => new Chat(settingsWith({ handoff: { ticket: ticketing, note: false } }));

  it('is made with the contact found or created by email', () => {
    const chat = handedOff(withTicket());
    expect(chat.newest('ContactRequested').data).toEqual({ email: contact.email, name: 'Ada' });
    expect(chat.delivered('ContactRequested', 'c9')).toEqual(['ContactFound', 'TicketRequested']);
    expect(chat.newest('TicketRequested').data).toMatchObject({ contactId: 'c9', owner: 'o1' });
    expect(chat.delivered('TicketRequested', 't1')).toEqual(['TicketCreated', 'UnassignRequested']);
  });

  it('is made without association, and says why, when there is no email (S045, S047)', () => {
    const chat = withTicket().asked();
    expect(chat.unsure()).toContain('ContactSkipped');
    expect(chat.newest('ContactSkipped').data.code).toBe('HANDOFF.NO_EMAIL');
    expect(chat.newest('TicketRequested').data.contactId).toBeUndefined();
  });

  it('is made though the contact failed (S062)', () => {
    const chat = handedOff(withTicket());
    const failed = { kind: 'failed', code: 'X', because: 'no' } as const;
    expect(chat.reported('ContactRequested', failed)).toEqual([
      'ContactSkipped',
      'TicketRequested',
    ]);
  });

  it('is skipped with a reason where tickets are off (S045, S046)', () => {
    const off = { ...ticketing, enabled: false };
    const chat = handedOff(new Chat(settingsWith({ handoff: { ticket: off, note: false } })));
    expect(chat.newest('TicketSkipped').data.code).toBe('HANDOFF.TICKETS_OFF');
  });

  it('is written to at most every 15 s, several messages at once (S060)', () => {
    const chat = handedOff(withTicket());
    chat.delivered('ContactRequested', 'c9');
    chat.delivered('TicketRequested', 't1');
    const madeAt = chat.at;
    chat.delivered('UnassignRequested');
    expect(chat.customer('m2', { text: 'first' })).toContain('TimerSet');
    expect(chat.customer('m3', { text: 'second' })).not.toContain('TimerSet');
    expect(chat.state.timers.ticket?.dueAt).toBe(madeAt + 15_000);
    expect(chat.due('ticket')).toEqual(['TimerFired', 'TicketUpdateRequested']);
    expect(chat.newest('TicketUpdateRequested').data.content).toBe('first\n\nsecond');
    expect(chat.delivered('TicketUpdateRequested')).toEqual(['TicketUpdated']);
  });
});
