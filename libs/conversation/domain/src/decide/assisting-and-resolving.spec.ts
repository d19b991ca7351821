import { Chat, settingsWith } from '../testing/chat';

const assisting = (rules = {}) =>
  new Chat(
    settingsWith({
      assist: { web: true, email: false, chat: false, sms: false, phone: false },
      ...rules,
    }),
  );

describe('assist', () => {
  it('drafts a note for the person who owns the conversation, tagged (S022, S023)', () => {
    const chat = assisting();
    chat.assigned('teammate');
    chat.customer('m1');
    expect(chat.newest('MessageJudged').data.verdict).toBe('suggest');
    expect(chat.due('answer')).toEqual(['TimerFired', 'ReasoningRequested']);
    expect(chat.answers()).toEqual(['ReasoningConcluded', 'SuggestionRequested']);
    expect(chat.delivered('SuggestionRequested')).toEqual([
      'SuggestionDelivered',
      'MessagesSettled',
      'TagRequested',
    ]);
    expect(chat.delivered('TagRequested')).toEqual(['TagDelivered']);
  });

  it('stays quiet when the AI finds its own draft unhelpful, and says why (S025)', () => {
    const chat = assisting();
    chat.assigned('teammate');
    chat.asked();
    expect(chat.answers(0.2)).toEqual([
      'ReasoningConcluded',
      'SuggestionWithheld',
      'MessagesSettled',
    ]);
  });

  it('is off by channel or by topic, and the verdict says which (S021, S024)', () => {
    const email = assisting();
    email.assigned('teammate');
    email.customer('m1', { channel: 'email' });
    const failed = (chat: Chat) =>
      chat
        .newest('MessageJudged')
        .data.checks.filter(({ ok }) => !ok)
        .map(({ name }) => name);
    expect(failed(email)).toContain('assist:on-for-channel');

    const topics = { known: [{ name: 'legal', phrases: ['lawyer'] }], noAssist: ['legal'] };
    const legal = assisting({ topics });
    legal.assigned('teammate');
    legal.customer('m1', { text: 'My lawyer asks.' });
    expect(failed(legal)).toContain('assist:topic-allowed');
  });

  it('makes no draft when a person was faster', () => {
    const chat = assisting();
    chat.assigned('teammate');
    chat.asked();
    expect(chat.teammate('t1')).toContain('ReasoningSuperseded');
  });

  it('is what a session set to assist does, whoever owns it', () => {
    const chat = new Chat();
    chat.hears('SessionModeSet', { mode: 'assist', operator: 'olga', reason: 'new product' });
    chat.customer('m1');
    expect(chat.newest('MessageJudged').data.verdict).toBe('suggest');
  });
});

describe('a resolution', () => {
  const resolving = (rules: Parameters<typeof settingsWith>[0] = {}) => {
    const chat = new Chat(settingsWith({ resolution: { close: true }, ...rules }));
    chat.asked();
    return chat;
  };
  const solved = (chat: Chat) => chat.reasoned({ kind: 'solved' });

  it('is reached when the customer says so, and written down 15 s later (S034)', () => {
    const chat = resolving();
    expect(solved(chat)).toEqual([
      'ReasoningConcluded',
      'MessagesSettled',
      'ResolutionReached',
      'TimerSet',
    ]);
    expect((chat.state.timers.resolution?.dueAt ?? 0) - chat.at).toBe(15_000);
    expect(chat.due('resolution')).toEqual(['TimerFired', 'NoteRequested', 'ArchiveRequested']);
    expect(chat.delivered('NoteRequested')).toEqual(['NoteDelivered']);
    expect(chat.delivered('ArchiveRequested')).toEqual(['ArchiveDelivered']);
  });

  it('is reached when the customer stays quiet after an answer, where that is set', () => {
    const chat = resolving({ resolution: { afterQuietMs: 3_600_000 } });
    chat.answers();
    expect(chat.delivered('ReplyRequested')).toContain('TimerSet');
    expect(chat.due('quiet')).toContain('ResolutionReached');
  });

  it('is cancelled when the customer writes again or a person comes (S034)', () => {
    const again = resolving();
    solved(again);
    expect(again.customer('m2')).toContain('ResolutionCancelled');
    const taken = resolving();
    solved(taken);
    expect(taken.teammate('t1')).toContain('ResolutionCancelled');
  });

  it('does not archive under a rep’s hands (S080, S081, S092)', () => {
    const chat = resolving();
    solved(chat);
    chat.due('resolution');
    expect(chat.assigned('teammate')).toContain('DispatchRecalled');
    const withheld = { kind: 'withheld', because: 'not-owner' } as const;
    expect(chat.reported('ArchiveRequested', withheld)).toEqual(['ArchiveSkipped']);
  });
});

describe('the customer’s company', () => {
  const contact = { id: 'u1' };

  it('is asked for once, as the first one or all (S028, S029)', () => {
    const chat = new Chat(settingsWith({ companySync: 'all' }));
    expect(chat.customer('m1', { contact })).toContain('ProfileRequested');
    expect(chat.newest('ProfileRequested').data.companies).toBe('all');
    expect(chat.customer('m2', { contact })).not.toContain('ProfileRequested');
  });

  it('that there is none of is told with its reason (S028)', () => {
    const chat = new Chat(settingsWith({ companySync: 'first' }));
    chat.customer('m1', { contact });
    chat.hears('ProfileRead', { contact, companies: [], because: 'no company', vendorAt: chat.at });
    const read = { kind: 'read', messages: 1, truncated: false } as const;
    expect(chat.reported('ProfileRequested', read)).toEqual(['ProfileDelivered']);
    expect(chat.newest('ProfileRead').data.because).toBe('no company');
  });
});
