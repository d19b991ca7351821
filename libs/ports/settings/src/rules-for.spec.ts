import { describe, expect, it } from '@jest/globals';
import type { InputData } from '@deskstream/conversation-domain';
import { conversationDecider, defaultConversationSettings } from '@deskstream/conversation-domain';
import { mergeRules, rulesFor } from './rules-for';
import type { WorkspaceSettings } from './settings.port';

const base = defaultConversationSettings;

const workspace = (connections: WorkspaceSettings['connections'] = []): WorkspaceSettings => ({
  workspace: 'acme',
  version: 3,
  rules: { ...base, version: 3 },
  connections,
});

const front = (rules?: WorkspaceSettings['connections'][number]['rules']) =>
  ({
    workspace: 'acme',
    vendor: 'front',
    apiBaseUrl: 'http://127.0.0.1:1',
    accessToken: 't',
    signingSecrets: ['s'],
    aiTeammateId: 'tea_1',
    ...(rules === undefined ? {} : { rules }),
  }) as const;

describe('rules of a vendor', () => {
  it('are the workspace rules when nothing differs', () => {
    expect(rulesFor(workspace(), 'intercom')).toEqual({ ...base, version: 3 });
  });

  it.each([
    ['front', 0],
    ['intercom', 4_000],
  ] as const)('begin an answer on %s after an initial wait of %i ms (S089)', (vendor, waitMs) => {
    const at = 1_790_000_000_000;
    const settings = { ...rulesFor(workspace([front()]), vendor), handleUnassigned: true };
    const data: InputData<'CustomerWrote'> = {
      messageId: 'm1',
      text: 'Where is my export?',
      author: { id: 'u1' },
      channel: 'web',
      startedBy: 'customer',
      attachments: [],
      vendorAt: at,
    };
    const decided = conversationDecider.decide(
      { id: 'in1', at, type: 'CustomerWrote', data },
      conversationDecider.initialState,
      { ...settings, watchdogMs: null },
    );
    expect(decided.at(-1)).toMatchObject({
      type: 'TimerSet',
      data: { name: 'answer', dueAt: at + waitMs },
    });
  });

  it('let Front answer at once on every channel (S089)', () => {
    const { waitMs, ...others } = rulesFor(workspace([front()]), 'front');
    expect(waitMs).toEqual({ web: 0, email: 0, chat: 0, sms: 0, phone: 0 });
    expect({ ...others, waitMs: base.waitMs }).toEqual({ ...base, version: 3 });
  });

  it('are not above what the workspace chose for itself', () => {
    const chosen = {
      ...workspace([front()]),
      rules: mergeRules(base, { waitMs: { email: 60_000 }, handoff: { tag: 'handed_off' } }),
    };
    expect(rulesFor(chosen, 'front').waitMs).toEqual({
      web: 0,
      email: 60_000,
      chat: 0,
      sms: 0,
      phone: 0,
    });
    expect(rulesFor(chosen, 'hubspot').handoff).toMatchObject({
      tag: 'handed_off',
      ticket: { enabled: true },
    });
    expect(rulesFor(chosen, 'intercom').handoff.ticket).toBeNull();
  });

  it('are the last word of the connection', () => {
    const connection = front({ waitMs: { email: 9_000 }, handleUnassigned: true });
    const rules = rulesFor(workspace([connection]), 'front');
    expect(rules.waitMs).toMatchObject({ web: 0, email: 9_000 });
    expect(rules.handleUnassigned).toBe(true);
    expect(rulesFor(workspace([connection]), 'intercom').handleUnassigned).toBe(false);
  });
});

describe('merging rules', () => {
  it('takes any part, and leaves the rest', () => {
    const rules = mergeRules(base, { handoff: { triggers: { frustration: false } } });
    expect(rules.handoff.triggers).toEqual({ ...base.handoff.triggers, frustration: false });
    expect({ ...rules, handoff: base.handoff }).toEqual(base);
  });

  it('replaces lists, null and what is chosen as a whole', () => {
    const hours = { timeZone: 'UTC', weekly: [], closedOn: ['2026-01-01'] };
    const given = mergeRules(base, {
      officeHours: hours,
      handoff: { to: { kind: 'team', id: '7' } },
      topics: { known: [{ name: 'billing', phrases: ['invoice'] }] },
      watchdogMs: null,
    });
    expect(given).toMatchObject({
      officeHours: hours,
      watchdogMs: null,
      topics: { known: [{ name: 'billing' }] },
    });
    const later = mergeRules(given, {
      officeHours: null,
      handoff: { to: { kind: 'nobody' } },
      topics: { known: [] },
    });
    expect(later.officeHours).toBeNull();
    expect(later.handoff.to).toEqual({ kind: 'nobody' });
    expect(later.topics.known).toEqual([]);
  });

  it('passes over names that nobody knows, and keeps the version', () => {
    const patch = { version: 99, later: true, assist: { fax: true } } as object;
    expect(mergeRules(base, patch)).toEqual(base);
  });
});
