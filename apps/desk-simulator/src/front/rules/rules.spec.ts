import { describe, expect, it } from '@jest/globals';
import { AI, openTestFront, ROBIN } from '../front-fixture';
import type { FrontRule } from './rule';

const withRules = (...rules: readonly FrontRule[]) => {
  const test = openTestFront({ rules, assignNewTo: 'ai' });
  const it = test.company.customerStarts('My invoice is wrong');
  const unassign = () =>
    test.call('PUT', `/conversations/${it.id}/assignee`, { assignee_id: null }).status;
  return { ...test, it, unassign };
};

describe('a contested handoff', () => {
  it('gives the conversation back to the AI after a while, as a rule', async () => {
    const test = withRules({ on: 'unassign', do: { kind: 'assign', to: 'ai' }, afterMs: 500 });
    expect(test.unassign()).toBe(204);
    await test.advance(499);
    expect(test.it.assigneeId).toBeNull();
    await test.advance(1);
    expect(test.it.assigneeId).toBe(AI);
    expect(test.posted.at(-1)?.json).toMatchObject({
      type: 'assignee_changed',
      payload: {
        type: 'assign',
        source: { _meta: { type: 'rule' } },
        target: { data: { id: AI } },
      },
    });
  });

  it('ends after the times it was given', async () => {
    const test = withRules({ on: 'unassign', do: { kind: 'assign', to: 'ai' }, times: 1 });
    test.unassign();
    expect(test.it.assigneeId).toBe(AI);
    await test.advance(1000);
    test.unassign();
    expect(test.it.assigneeId).toBeNull();
    expect(test.company.rules.rules()).toEqual([]);
  });
});

describe('rules', () => {
  it('reopen what is archived, and do not answer to each other', () => {
    const test = withRules(
      { on: 'archive', do: { kind: 'reopen' } },
      { on: 'reopen', do: { kind: 'archive' } },
    );
    test.company.acts.archive(test.it, { type: 'teammate', id: ROBIN });
    expect(test.it.state).toBe('open');
  });

  it('assign on the first message only when told so', () => {
    const test = withRules();
    expect(test.it.assigneeId).toBe(AI);
    test.unassign();
    test.company.acts.inbound(test.it, 'Hello?');
    expect(test.it.assigneeId).toBeNull();
  });

  it('write to the customer as no person', async () => {
    const test = withRules({
      on: 'inbound',
      do: { kind: 'reply', text: 'We got it.' },
      onlyNew: true,
    });
    await test.advance(0);
    expect(test.posted.at(-1)?.json.payload).toMatchObject({
      type: 'out_reply',
      source: { _meta: { type: 'rule' } },
      target: { data: { author: { type: 'rule' } } },
    });
  });
});

describe('a snooze', () => {
  it('archives until its time, then opens by itself', async () => {
    const test = withRules();
    test.company.snooze(test.it, { type: 'teammate', id: ROBIN }, 60_000);
    expect(test.it.state).toBe('archived');
    await test.advance(60_000);
    expect(test.it.state).toBe('open');
    expect(test.topics().slice(-2)).toEqual([
      'conversation_snoozed',
      'conversation_snooze_expired',
    ]);
  });

  it('ends when the customer writes', async () => {
    const test = withRules();
    test.company.snooze(test.it, { type: 'teammate', id: ROBIN }, 60_000);
    test.company.acts.inbound(test.it, 'One more thing');
    await test.advance(60_000);
    expect(test.topics()).not.toContain('conversation_snooze_expired');
  });
});
