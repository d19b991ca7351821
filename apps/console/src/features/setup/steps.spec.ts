import { describe, expect, it } from '@jest/globals';
import type { StoredConnection } from '../../api/setup';
import type { Connection, ConnectionCheck } from '../../api/workspaces';
import { modesOf, rulesWith } from './modes';
import type { Known } from './steps';
import { failuresOf, firstOpen, nextOf, NOT_CHOSEN, stepsOf } from './steps';
import { vendorText } from './vendors';

const hubspot = vendorText('hubspot')!;
const chat = vendorText('web-chat')!;

const connection: StoredConnection = {
  vendor: 'hubspot',
  apiBaseUrl: 'https://api.hubapi.com',
  accessToken: '••••',
  signingSecrets: ['••••'],
  aiTeammateId: NOT_CHOSEN,
  rules: { enabled: false },
};

const failed = (name: string): ConnectionCheck => ({
  name,
  result: 'failed',
  expected: 'this',
  found: 'that',
});

const healthWith = (accepted: number, checks: readonly ConnectionCheck[]): Connection => ({
  ...{ workspace: 'acme', vendor: 'hubspot', light: 'ok', topics: [], refused: [] },
  webhookUrl: { path: '', configured: null, arrivingAt: null, light: 'unknown', fix: null },
  verification: { at: 1, requestedBy: 'ann', reason: '', checks, light: 'ok' },
  deliveries: { accepted, lastAt: null, hoursSinceLast: null, light: 'unknown' },
  errorBudget: null,
  watched: { acknowledgement: null, duplicates: 0, gapCheck: null },
});

const nothing: Known = { connection: null, health: null, answered: false };

const doneOf = (known: Known) =>
  stepsOf(hubspot, known)
    .filter(({ done }) => done)
    .map(({ name }) => name);

describe('steps of the set-up', () => {
  it('begin with the credentials, and end with nothing to do', () => {
    expect(firstOpen(stepsOf(hubspot, nothing))).toBe('credentials');
    const chosen = { ...connection, aiTeammateId: '55501', rules: { enabled: true } };
    const all = { connection: chosen, health: healthWith(3, []), answered: true };
    expect(firstOpen(stepsOf(hubspot, all))).toBeNull();
  });

  it('are done by what the server knows', () => {
    const begun = { ...nothing, connection };
    expect(doneOf(begun)).toEqual(['credentials']);
    expect(doneOf({ ...begun, health: healthWith(0, []) })).toEqual(['credentials', 'checks']);
    expect(doneOf({ ...begun, health: healthWith(1, [failed('token')]) })).toEqual([
      'credentials',
      'webhooks',
    ]);
  });

  it('do not count what cannot be good yet', () => {
    const checks = ['assistant', 'webhook-url', 'subscription ticket.propertyChange'].map(failed);
    const names = (known: Known) => failuresOf(hubspot, known).map(({ name }) => name);
    expect(names({ ...nothing, connection, health: healthWith(0, checks) })).toEqual([]);
    const chosen = { ...connection, aiTeammateId: '1' };
    expect(names({ ...nothing, connection: chosen, health: healthWith(0, checks) })).toEqual([
      'assistant',
    ]);
    expect(names({ ...nothing, connection, health: healthWith(1, checks) })).toEqual([
      'webhook-url',
      'subscription ticket.propertyChange',
    ]);
  });

  it('leave out webhooks where they need no set-up', () => {
    const steps = stepsOf(chat, nothing);
    expect(steps.map(({ name }) => name)).not.toContain('webhooks');
    expect(nextOf(steps, 'checks')).toBe('teammate');
    expect(nextOf(steps, 'test')).toBe('test');
  });
});

describe('what the AI may do', () => {
  const workspace = { autopilot: { web: true, email: true, chat: true, sms: true, phone: true } };

  it('is to watch, until somebody chose', () => {
    expect(modesOf(connection, workspace, ['chat', 'email'])).toEqual({
      byChannel: { chat: 'watch', email: 'watch' },
      handleUnassigned: false,
    });
  });

  it('reads back as it was chosen, and keeps other rules', () => {
    const chosen = {
      byChannel: { chat: 'autopilot', email: 'assist' },
      handleUnassigned: true,
    } as const;
    const rules = rulesWith({ enabled: false, waitMs: { email: 9 } }, chosen);
    expect(rules).toMatchObject({ enabled: true, waitMs: { email: 9 } });
    expect(modesOf({ ...connection, rules }, workspace, ['chat', 'email'])).toEqual(chosen);
  });
});
