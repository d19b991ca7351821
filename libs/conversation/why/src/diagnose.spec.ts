import { Chat, settingsWith } from '@deskstream/conversation-domain/testing';
import { diagnose, SYMPTOMS } from './index';
import { caseOf, causeOf, connection, failed, of, withoutKey } from './testing/case-of';

describe('why the AI did not answer', () => {
  it('Given it was answered, Then the symptom is not there', () => {
    const chat = new Chat().asked();
    chat.answers();
    chat.delivered('ReplyRequested');
    expect(of('no-answer', caseOf(chat))).toMatchObject({ present: false, cause: null });
  });

  it.each([
    ['another owner', settingsWith({ handleUnassigned: false }), 'owned-by-ai'],
    [
      'Autopilot off for the channel',
      settingsWith({ autopilot: off() }),
      'autopilot-on-for-channel',
    ],
    ['the master switch off', settingsWith({ enabled: false }), 'integration-enabled'],
  ])(
    'Given %s, Then the check of the verdict says so, with the fix (S011–S013, S072–S075)',
    (_why, settings, check) => {
      const chat = new Chat(settings);
      chat.customer('m1');
      const cause = causeOf('no-answer', caseOf(chat));
      expect(cause).toMatchObject({ check, ok: false });
      expect(cause?.fix).toContain('settings');
      expect(chat.log[(cause?.evidence ?? 0) - 1]?.type).toBe('MessageJudged');
    },
  );

  it('Given it waits for the assignment, Then the routing rule is named (S014)', () => {
    const chat = new Chat(settingsWith({ processOnAssignment: true }));
    chat.customer('m1');
    expect(causeOf('no-answer', caseOf(chat))?.fix).toContain('routing rule');
  });

  it('Given a bot began the conversation, Then that is why (S015)', () => {
    const chat = new Chat();
    chat.customer('m1', { startedBy: 'bot' });
    expect(causeOf('no-answer', caseOf(chat))?.check).toBe('started-by-customer');
  });

  it('Given the quiet time is not over, Then how long is left', () => {
    const chat = new Chat();
    chat.customer('m1');
    expect(causeOf('no-answer', caseOf(chat, { now: chat.at + 1_000 }))).toMatchObject({
      check: 'wait',
      found: '3.0 s left (quiet time on web)',
    });
  });

  it('Given the AI was not sure, Then the handoff is the evidence', () => {
    const chat = new Chat().asked();
    chat.answers(0.2);
    const cause = causeOf('no-answer', caseOf(chat));
    expect(cause).toMatchObject({
      check: 'sure-enough',
      found: 'handed off, low confidence (answer, confidence 0.20)',
    });
    expect(chat.log[(cause?.evidence ?? 0) - 1]?.type).toBe('HandoffRequested');
  });

  it('Given the customer asked for a person, Then nothing is to be done', () => {
    const chat = new Chat().asked();
    const cause = 'human-requested' as const;
    chat.reasoned({ kind: 'unsure', cause, confidence: 1, summary: '' });
    expect(causeOf('no-answer', caseOf(chat))?.fix).toContain('Nothing');
  });

  it('Given a person took over in mid-thought, Then the reason it was superseded', () => {
    const chat = new Chat().asked();
    chat.teammate('t1');
    expect(causeOf('no-answer', caseOf(chat))?.found).toBe('superseded: a teammate replied');
  });

  it('Given the reply was withheld or failed, Then which, and what to do', () => {
    const withheld = new Chat().asked();
    withheld.answers();
    withheld.reported('ReplyRequested', { kind: 'withheld', because: 'person-owns' });
    expect(causeOf('no-answer', caseOf(withheld))?.found).toBe('withheld: person-owns');
    const refused = new Chat().asked();
    refused.answers();
    refused.reported('ReplyRequested', failed);
    expect(of('no-answer', caseOf(refused)).findings.at(-1)).toMatchObject({
      check: 'reply',
      found: 'VENDOR.FORBIDDEN: a scope is missing',
    });
  });
});

describe('why a handoff left the conversation with the AI', () => {
  const handingOff = () => {
    const chat = new Chat().asked();
    chat.unsure();
    chat.delivered('NoteRequested');
    return chat;
  };

  it('Given a rule took it back, Then who and how fast (S016, S078)', () => {
    const chat = handingOff();
    const assignee = { kind: 'ai', id: 'a1' } as const;
    chat.reported('UnassignRequested', { kind: 'contested', assignee, by: 'rule 7', afterMs: 340 });
    expect(causeOf('handoff-kept', caseOf(chat))).toMatchObject({
      check: 'given-back',
      found: 'rule 7 assigned it to ai a1 0.3 s after our call',
    });
  });

  it('Given our call failed, Then that, and not the vendor (S077)', () => {
    const chat = handingOff();
    chat.reported('UnassignRequested', failed);
    expect(causeOf('handoff-kept', caseOf(chat))?.check).toBe('our-call');
  });
});

describe('why the customer got the same reply twice', () => {
  it('Given the customer asked twice in the same words, Then that (S019, S079)', () => {
    const chat = new Chat().asked('m1');
    chat.answers();
    chat.delivered('ReplyRequested');
    chat.asked('m2');
    chat.answers();
    chat.delivered('ReplyRequested');
    expect(causeOf('duplicate-reply', caseOf(chat))?.check).toBe('asked-once');
  });

  it('Given another bot says the same, Then that bot', () => {
    const chat = new Chat().asked('m1');
    chat.answers();
    chat.delivered('ReplyRequested');
    const { text } = chat.newest('ReplyRequested').data;
    chat.hears('BotWrote', { messageId: 'b1', text, author: { id: 'b' }, vendorAt: chat.at });
    expect(causeOf('duplicate-reply', caseOf(chat))?.check).toBe('only-us');
  });
});

describe('why assist was quiet', () => {
  it('Given assist is off, Then the setting (S023)', () => {
    const chat = new Chat();
    chat.assigned('teammate');
    chat.customer('m1');
    expect(of('assist-quiet', caseOf(chat))).toMatchObject({
      present: false,
      cause: { check: 'assist:on-for-channel' },
    });
  });

  it('Given its own draft was not worth posting, Then why (S025)', () => {
    const chat = new Chat(settingsWith({ assist: { ...off(), web: true } }));
    chat.assigned('teammate');
    chat.asked('m1');
    chat.unsure();
    expect(causeOf('assist-quiet', caseOf(chat))?.check).toBe('assist:helpful');
  });
});

describe('why something is missing', () => {
  it('Given attributes came after the AI had read, Then by how much (S026)', () => {
    const chat = new Chat().asked();
    chat.hears('AttributesChanged', { attributes: { plan: 'pro' }, vendorAt: chat.at });
    expect(causeOf('attributes-missing', caseOf(chat))).toMatchObject({
      check: 'attributes-in-time',
      found: '1.0 s after',
    });
  });

  it('Given the contact has no company, Then that (S028)', () => {
    const chat = new Chat(settingsWith({ companySync: 'all' })).asked();
    const contact = { id: 'u1' };
    chat.hears('ProfileRead', { contact, companies: [], because: 'no company', vendorAt: chat.at });
    expect(causeOf('company-missing', caseOf(chat))?.check).toBe('has-company');
  });

  it.each([
    [false, 'tickets-on'],
    [true, 'contact-with-email'],
  ])(
    'Given tickets %s and no e-mail, Then %s is why there is no ticket (S045)',
    (enabled, check) => {
      const ticket = { enabled, transcript: true, owner: '' };
      const chat = new Chat(settingsWith({ handoff: { ticket } })).asked('m1');
      chat.unsure();
      chat.delivered('NoteRequested');
      expect(causeOf('no-ticket', caseOf(chat))?.check).toBe(check);
    },
  );

  it('Given the person wrote a note, Then the customer cannot have it (S050, S058)', () => {
    const chat = new Chat().asked();
    chat.unsure();
    chat.delivered('NoteRequested');
    chat.delivered('UnassignRequested');
    chat.teammate('t1', { visibility: 'note' });
    expect(causeOf('rep-reply-missing', caseOf(chat))?.check).toBe('public-reply');
  });

  it.each([
    ['a topic never seen', { topics: [{ topic: 'x', required: true, lastAt: null }] }, 'topic x'],
    [
      'another URL',
      { webhookUrl: { configured: 'a', arrivingAt: 'b', light: 'failed', fix: 'Enter a.' } },
      'webhook-url',
    ],
  ])('Given %s, Then webhooks do not arrive (S008, S009)', (_why, change, check) => {
    const given = caseOf(new Chat().asked(), { connection: { ...connection, ...change } });
    expect(causeOf('no-webhooks', given)?.check).toBe(check);
  });

  it('Given a failed verification, Then its check and fix (S006)', () => {
    const check = {
      name: 'token',
      result: 'failed',
      expected: 'valid',
      found: 'revoked',
      fix: 'New token.',
    } as const;
    const verification = { at: 1, checks: [check] };
    const given = caseOf(new Chat(), { connection: { ...connection, verification } });
    expect(causeOf('credentials', given)).toMatchObject({ check: 'token', fix: 'New token.' });
  });

  it('Given a delivery without an input, Then it is named (S054)', () => {
    const delivery = { id: 'd1', vendorTopic: 'x', receivedAt: 1, times: 1, inputs: 0 };
    const given = caseOf(new Chat().asked(), { deliveries: [delivery] });
    expect(causeOf('not-processed', given)?.found).toBe('1 did not: x');
  });

  it('Given a source with a wrong key, Then that key (S083)', () => {
    const given = caseOf(new Chat(), { sources: [withoutKey] });
    expect(causeOf('knowledge-missing', given)).toMatchObject({
      check: 'help: key',
      fix: 'Enter a token.',
    });
  });

  it('Given the help desk told no e-mail address, Then the CRM panel must be empty (S051)', () => {
    const chat = new Chat().asked();
    expect(causeOf('crm-empty', caseOf(chat, { crmConnected: true }))?.check).toBe('email-known');
    expect(of('crm-empty', caseOf(chat, { crmConnected: false })).cause?.check).toBe(
      'crm-connected',
    );
  });

  it('Given the AI archived under a person, Then it says so, and when somebody else did, too (S080)', () => {
    const chat = new Chat().asked();
    chat.teammate('t1');
    chat.hears('ConversationClosed', { by: { id: 'r', name: 'Rule' }, vendorAt: chat.at + 5_000 });
    expect(of('archived-under-hands', caseOf(chat))).toMatchObject({ present: true, cause: null });
  });
});

describe('a diagnosis', () => {
  it('puts what the session shows first, and throws on nothing', () => {
    const chat = new Chat();
    chat.customer('m1');
    const [first] = diagnose(caseOf(chat));
    expect(first?.present).toBe(true);
    expect(diagnose(caseOf(new Chat(), { connection: null, settings: null }))).toHaveLength(
      SYMPTOMS.length,
    );
  });
});

function off() {
  return { web: false, email: false, chat: false, sms: false, phone: false };
}
