import { Chat, settingsWith } from '@deskstream/conversation-domain/testing';
import type { Case, ConnectionView } from './index';
import { diagnoseWorkspace } from './index';
import { caseOf, causeOf, connection, failed, of, withoutKey } from './testing/case-of';

const TICKETS = { enabled: true, transcript: true, owner: '' };

const delivery = { id: 'd1', vendorTopic: 'x', receivedAt: 1, times: 1, inputs: 1 };

describe('where the fault lies elsewhere', () => {
  it('Given the token is revoked and verified, Then the reply that failed names the new token (S006, S007)', () => {
    const chat = new Chat().asked();
    chat.answers();
    chat.reported('ReplyRequested', failed);
    expect(of('no-answer', caseOf(chat)).findings.at(-1)?.fix).toContain('may not do this');
    const check = { name: 'token', result: 'failed', expected: 'valid', found: '401' } as const;
    const verification = { at: 1, checks: [{ ...check, fix: 'New token.' }] };
    const given = caseOf(chat, { connection: { ...connection, verification } });
    expect(of('no-answer', given).findings.at(-1)?.fix).toBe(
      'New token. Then redrive the dead letter.',
    );
  });

  it('Given the AI got the conversation and Autopilot is off, Then Autopilot is the cause (S012, S013)', () => {
    const autopilot = { web: false, email: true, chat: true, sms: true, phone: true };
    const chat = new Chat(settingsWith({ handleUnassigned: false, autopilot }));
    chat.customer('m1');
    expect(causeOf('no-answer', caseOf(chat))?.check).toBe('owned-by-ai');
    chat.assigned('ai');
    expect(causeOf('no-answer', caseOf(chat))?.check).toBe('autopilot-on-for-channel');
  });

  it('Given no article answers and a source is not imported, Then the source (S083)', () => {
    const chat = new Chat().asked();
    chat.answers(0.2);
    expect(causeOf('no-answer', caseOf(chat, { sources: [withoutKey] }))).toMatchObject({
      check: 'knowledge',
      found: 'help: key: HTTP 401',
      fix: 'Enter a token.',
    });
  });

  it('Given a message that only the gap finder brought, Then the topic never seen (S008, S036)', () => {
    const chat = new Chat().asked();
    chat.customer('m2', { recovered: true });
    const topics = [{ topic: 'conversation.user.replied', required: true, lastAt: null }];
    const given = { deliveries: [delivery], connection: { ...connection, topics } };
    expect(of('no-webhooks', caseOf(new Chat().asked(), given)).present).toBe(false);
    expect(causeOf('no-webhooks', caseOf(chat, given))?.check).toBe(
      'topic conversation.user.replied',
    );
  });

  it('Given a CRM that knows nobody with the address, or does not answer, Then which (S051)', () => {
    const chat = new Chat();
    chat.customer('m1', { contact: { id: 'u1', email: 'ada@example.com' } });
    const crm = (told: NonNullable<Case['crm']>) =>
      causeOf('crm-empty', caseOf(chat, { crmConnected: true, crm: told }))?.check;
    expect(crm({ kind: 'no-match' })).toBe('crm-record');
    expect(crm({ kind: 'unreadable', because: 'HTTP 401' })).toBe('crm-readable');
  });

  it('Given a ticket in a help desk whose webhooks never came, Then the topic (S048, S056)', () => {
    const chat = new Chat(settingsWith({ handoff: { ticket: TICKETS } })).asked();
    chat.unsure();
    chat.delivered('NoteRequested');
    chat.reported('TicketRequested', {
      kind: 'delivered',
      vendorMessageId: 't1',
      foundByReadBack: false,
    });
    const topics = [{ topic: 'conversation.newMessage', required: true, lastAt: null }];
    const ticketDesk = { ...connection, topics };
    expect(causeOf('rep-reply-missing', caseOf(chat, { ticketDesk }))?.check).toBe(
      'topic conversation.newMessage',
    );
    const reply = { ticketDesk, ticketReply: { visibility: 'note' } } as const;
    expect(causeOf('rep-reply-missing', caseOf(chat, reply))?.check).toBe('public-reply');
  });
});

describe('what is wrong before there is a session', () => {
  const place = (change: Partial<ConnectionView>) =>
    diagnoseWorkspace({
      connections: [{ vendor: 'intercom', connection: { ...connection, ...change } }],
      sources: [],
      now: 1,
    }).filter(({ present }) => present);

  it('Given a good connection and no source, Then nothing', () => {
    expect(place({})).toEqual([]);
  });

  it('Given nothing ever arrived, Then the URL (S009)', () => {
    const topics = [{ topic: 'x', required: true, lastAt: null }];
    const webhookUrl = {
      configured: 'https://a',
      arrivingAt: null,
      light: 'unknown',
      fix: 'Enter.',
    };
    expect(place({ topics, webhookUrl })).toMatchObject([
      { place: 'intercom', symptom: 'no-webhooks', cause: { check: 'webhook-url', fix: 'Enter.' } },
    ]);
  });

  it('Given refusals after the last delivery, Then the signature; before it they are history', () => {
    const refused = (lastAt: number) => [{ code: 'SIGNATURE.MISMATCH', count: 3, lastAt }];
    expect(place({ refused: refused(2) })).toMatchObject([{ cause: { check: 'none-refused' } }]);
    expect(place({ refused: refused(0) })).toEqual([]);
  });

  it('Given a source that was never synced, Then Sync now (S084, S087)', () => {
    const sources = [{ ...withoutKey, checks: [] }];
    const told = diagnoseWorkspace({ connections: [], sources, now: 1 });
    expect(told).toMatchObject([
      { place: 'knowledge', present: true, cause: { check: 'help: synced' } },
    ]);
  });

  describe('Given a source some of whose articles could not be read', () => {
    const partly = {
      ...{ ...withoutKey, checks: [], articles: 9, lastSyncAt: 1, failed: 2 },
      ...{ problem: 'SOURCE.ARTICLES_FAILED', fix: 'Look at the errors.' },
    };

    it('Then it says how many, and what to do (S084)', () => {
      const told = diagnoseWorkspace({ connections: [], sources: [partly], now: 1 });
      expect(told).toMatchObject([
        { cause: { found: '2 of 9 articles could not be read', fix: 'Look at the errors.' } },
      ]);
    });

    it('Then a handoff for want of confidence is no matter of them', () => {
      const chat = new Chat().asked();
      chat.answers(0.1);
      expect(causeOf('no-answer', caseOf(chat, { sources: [partly] }))).toMatchObject({
        check: 'sure-enough',
      });
    });
  });
});
