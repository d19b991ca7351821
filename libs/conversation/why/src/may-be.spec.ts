import { Chat, settingsWith } from '@deskstream/conversation-domain/testing';
import { diagnose } from './index';
import { caseOf, causeOf, of } from './testing/case-of';

const answered = (settings = settingsWith()) => {
  const chat = new Chat(settings).asked();
  chat.answers();
  chat.delivered('ReplyRequested');
  return chat;
};

const deliveries = [{ id: 'd1', vendorTopic: 'x', receivedAt: 1, times: 1, inputs: 1 }];

const told = (chat: Chat, more: Parameters<typeof caseOf>[1] = {}): readonly string[] =>
  diagnose(caseOf(chat, { deliveries, ...more }))
    .filter(({ present, possible }) => present || possible)
    .map(({ symptom }) => symptom);

describe('a session in which nothing is wrong', () => {
  it('tells what is off, what its help desk lists first (S028, S051)', () => {
    const nothing = { crmConnected: false };
    expect(told(answered(), { ...nothing, vendor: 'intercom' })).toEqual([
      'company-missing',
      'attributes-missing',
      'crm-empty',
    ]);
    expect(told(answered(), { ...nothing, vendor: 'hubspot' })[0]).toBe('crm-empty');
  });

  it('tells nothing of what is on', () => {
    const chat = answered(settingsWith({ companySync: 'all' }));
    const contact = { id: 'u1', email: 'ada@one.example' };
    const companies = [{ id: 'c1', name: 'One', attributes: {} }];
    chat.hears('ProfileRead', { contact, companies, vendorAt: chat.at });
    const crm = { crmConnected: true, crm: { kind: 'found' } } as const;
    expect(told(chat, crm)).toEqual(['attributes-missing']);
  });

  it('names the cause with what to do', () => {
    expect(of('company-missing', caseOf(answered()))).toMatchObject({
      ...{ present: false, possible: true },
      cause: { check: 'company-sync', fix: expect.stringContaining('settings companySync') },
    });
    expect(of('crm-empty', caseOf(answered(), { crmConnected: false })).cause).toMatchObject({
      check: 'crm-connected',
    });
  });

  it('Given a first answer that waits for attributes, Then that none came is wrong (S026, S027)', () => {
    const chat = answered(settingsWith({ attributeDelayMs: 2_000 }));
    expect(causeOf('attributes-missing', caseOf(chat))?.check).toBe('attributes-told');
    expect(told(chat)[0]).toBe('attributes-missing');
  });

  it('Given a person has it and Autopilot is off, Then drafts are missed, and nothing else (S023)', () => {
    const off = { web: false, email: false, chat: false, sms: false, phone: false };
    const chat = new Chat(settingsWith({ autopilot: off }));
    chat.assigned('teammate');
    chat.customer('m1');
    expect(causeOf('assist-quiet', caseOf(chat))?.check).toBe('assist:on-for-channel');
    expect(told(chat)[0]).toBe('assist-quiet');
  });

  it('Given something graver, Then that comes first', () => {
    const chat = new Chat(settingsWith({ handleUnassigned: false }));
    chat.customer('m1');
    expect(told(chat, { crmConnected: false })[0]).toBe('no-answer');
  });
});
