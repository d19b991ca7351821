import { Chat, settingsWith } from '@deskstream/conversation-domain/testing';
import { caseOf, causeOf, connection, of, withoutKey } from './testing/case-of';

const off = { web: false, email: false, chat: false, sms: false, phone: false };

describe('why assist was quiet', () => {
  it('Given assist is off, Then the setting (S023)', () => {
    const chat = new Chat();
    chat.assigned('teammate');
    chat.customer('m1');
    expect(of('assist-quiet', caseOf(chat))).toMatchObject({
      ...{ present: false, possible: true },
      cause: { check: 'assist:on-for-channel' },
    });
  });

  it('Given its own draft was not worth posting, Then why (S025)', () => {
    const chat = new Chat(settingsWith({ assist: { ...off, web: true } }));
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
