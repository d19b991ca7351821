import { describe, expect, it } from '@jest/globals';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { WorkspaceSettings } from '@deskstream/port-settings';
import { prepareDraft } from './workspace-draft';

const connection = {
  vendor: 'intercom' as const,
  apiBaseUrl: 'https://api.intercom.io',
  accessToken: 'token-long-enough',
  signingSecrets: ['signing-long-enough'],
  aiTeammateId: '77',
};

const toldOf = (change: object) => {
  const draft = { workspace: 'acme', connections: [connection], ...change };
  const prepared = prepareDraft(draft, null);
  return prepared.ok
    ? []
    : prepared.problems.map(
        ({ field, expected, found }) => `${field}: expected ${expected}, found ${found}`,
      );
};

describe('a draft of settings', () => {
  it('may name any part of the rules', () => {
    const rules = { handoff: { triggers: { frustration: false } }, waitMs: { email: 5 } };
    const draft = { workspace: 'acme', rules, connections: [connection] };
    const prepared = prepareDraft(draft, null);
    expect(prepared).toMatchObject({
      ok: true,
      content: {
        rules: {
          handoff: { note: true, triggers: { frustration: false, failure: true } },
          waitMs: { email: 5, web: 4_000 },
        },
      },
    });
  });

  it('is told everything that is wrong at once', () => {
    expect(
      toldOf({
        workspace: 'A B',
        rules: {
          enabled: 'yes',
          attributeDelayMs: 10_001,
          companySync: 'some',
          handoff: { to: { kind: 'team' }, note: 1 },
          topics: { known: [{ name: 'billing', phrases: [] }] },
          unheard: true,
        },
        connections: [{ ...connection, apiBaseUrl: 'ftp://x', rules: { waitMs: { web: -1 } } }],
      }),
    ).toEqual([
      'workspace: expected a-z, 0-9, ".", "_" or "-", at most 63 characters, found "A B"',
      'connections.0.apiBaseUrl: expected an http(s) address, found "ftp://x"',
      'rules.unheard: expected no such field, found one',
      'rules.enabled: expected true or false, found "yes"',
      'rules.attributeDelayMs: expected a whole number from 0 to 10000, found 10001',
      'rules.topics.known.0.phrases: expected a list of at least 1, found []',
      'rules.handoff.to.id: expected a value, found nothing',
      'rules.handoff.note: expected true or false, found 1',
      'rules.companySync: expected "off", "first" or "all", found "some"',
      'connections.0.rules.waitMs.web: expected a whole number of at least 0, found -1',
    ]);
  });

  it.each([
    ['no object', 'the document: expected an object, found "x"', 'x'],
    ['nothing', 'the document: expected an object, found null', null],
    ['a list', 'the document: expected an object, found []', []],
  ])('may not be %s', (_name, told, draft) => {
    const prepared = prepareDraft(draft, null);
    const [problem] = prepared.ok ? [] : prepared.problems;
    expect(`${problem?.field}: expected ${problem?.expected}, found ${problem?.found}`).toBe(told);
  });

  it('keeps the attribute delay within 0 to 10 s (S027)', () => {
    expect(toldOf({ rules: { attributeDelayMs: 0 } })).toEqual([]);
    expect(toldOf({ rules: { attributeDelayMs: 10_000 } })).toEqual([]);
    expect(toldOf({ rules: { attributeDelayMs: -1 } })).toHaveLength(1);
  });

  it('has office hours that exist', () => {
    const hours = {
      timeZone: 'Mars/Olympus',
      weekly: [
        { day: 1, from: '09:00', to: '17:00' },
        { day: 2, from: '22:00', to: '06:00' },
      ],
      closedOn: ['2026-02-30'],
    };
    expect(toldOf({ rules: { officeHours: hours } })).toEqual([
      'rules.officeHours.timeZone: expected a time zone like "Europe/Berlin", found "Mars/Olympus"',
      'rules.officeHours.weekly.1.to: expected a time after 22:00; a night is two ranges, until 24:00 and from 00:00, found "06:00"',
      'rules.officeHours.closedOn.0: expected a day of the calendar, found "2026-02-30"',
    ]);
    expect(
      toldOf({
        rules: { officeHours: { ...hours, weekly: [{ day: 7, from: '9', to: '25:00' }] } },
      }),
    ).toEqual([
      'rules.officeHours.weekly.0.day: expected a whole number from 0 to 6, found 7',
      'rules.officeHours.weekly.0.from: expected a time of day from "00:00" to "24:00", found "9"',
      'rules.officeHours.weekly.0.to: expected a time of day from "00:00" to "24:00", found "25:00"',
    ]);
    expect(toldOf({ rules: { officeHours: null } })).toEqual([]);
  });

  it('names topics that are known, in the workspace and in a connection', () => {
    const known = [{ name: 'billing', phrases: ['invoice'] }];
    expect(toldOf({ rules: { topics: { known, resolve: ['billing'] } } })).toEqual([]);
    expect(
      toldOf({
        rules: { topics: { known, resolve: ['biling'] } },
        connections: [{ ...connection, rules: { topics: { escalate: ['legal'] } } }],
      }),
    ).toEqual([
      'rules.topics.resolve.0: expected the name of a topic in topics.known (billing), found "biling"',
      'connections.0.rules.topics.escalate.0: expected the name of a topic in topics.known (billing), found "legal"',
    ]);
    expect(toldOf({ rules: { topics: { noAssist: ['x'] } } })).toEqual([
      'rules.topics.noAssist.0: expected the name of a topic, and topics.known holds none, found "x"',
    ]);
  });

  it('never shows a secret in what is wrong', () => {
    const told = toldOf({ connections: [{ ...connection, signingSecrets: 'sign-very-secret' }] });
    expect(told).toEqual([
      'connections.0.signingSecrets: expected a list of 1 to 4, found a string',
    ]);
  });

  it('keeps the token in use for its own address only', () => {
    const now: WorkspaceSettings = {
      version: 1,
      workspace: 'acme',
      rules: defaultConversationSettings,
      connections: [{ ...connection, workspace: 'acme' }],
    };
    const asShown = (apiBaseUrl: string) =>
      prepareDraft(
        {
          workspace: 'acme',
          connections: [{ ...connection, accessToken: '••••ough', apiBaseUrl }],
        },
        now,
      );
    expect(asShown('https://api.intercom.io/v2')).toMatchObject({
      ok: true,
      content: { connections: [{ accessToken: connection.accessToken }] },
    });
    expect(asShown('https://thief.example')).toMatchObject({
      ok: false,
      problems: [{ field: 'connections.0.accessToken', found: 'a mask that fits none' }],
    });
  });

  it('takes the rules as they come back from reading them', () => {
    const { version: _, ...rules } = defaultConversationSettings;
    expect(toldOf({ rules })).toEqual([]);
  });
});
