import { Chat, settingsWith } from '@deskstream/conversation-domain/testing';
import { caseOf, causeOf, failed, of } from './testing/case-of';

const off = { web: false, email: false, chat: false, sms: false, phone: false };

describe('why the AI did not answer', () => {
  it('Given it was answered, Then the symptom is not there', () => {
    const chat = new Chat().asked();
    chat.answers();
    chat.delivered('ReplyRequested');
    expect(of('no-answer', caseOf(chat))).toMatchObject({ present: false, cause: null });
  });

  it.each([
    ['another owner', settingsWith({ handleUnassigned: false }), 'owned-by-ai'],
    ['Autopilot off for the channel', settingsWith({ autopilot: off }), 'autopilot-on-for-channel'],
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
      found: 'handed off: the AI was not sure enough of its answer (answer, confidence 0.20)',
    });
    expect(chat.log[(cause?.evidence ?? 0) - 1]?.type).toBe('HandoffRequested');
  });

  it('Given the customer asked for a person, Then nothing is to be done', () => {
    const chat = new Chat().asked();
    const cause = 'human-requested' as const;
    chat.reasoned({ kind: 'unsure', cause, confidence: 1, summary: '' });
    expect(causeOf('no-answer', caseOf(chat))).toMatchObject({
      found: 'handed off: the customer asked for a person',
      fix: 'Nothing: the customer asked for a person.',
    });
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
