import { describe, expect, it } from '@jest/globals';
import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import { intercomWebhooks } from './intercom-webhooks';
import { threadFacts } from './thread';

const AT = 1_790_000_000;
const connection: VendorConnection = {
  workspace: 'acme',
  vendor: 'intercom',
  apiBaseUrl: 'http://127.0.0.1:1',
  accessToken: 't',
  aiTeammateId: 'ai-7',
  signingSecrets: ['s'],
};

const conversation = (fields: Record<string, unknown> = {}) => ({
  type: 'conversation',
  id: '7',
  created_at: AT - 100,
  updated_at: AT,
  source: {
    id: 's1',
    type: 'conversation',
    delivered_as: 'customer_initiated',
    body: '<p>Hello</p>',
    author: { type: 'user', id: 'c1', name: 'Ada', email: 'ada@example.com' },
  },
  contacts: { contacts: [{ type: 'contact', id: 'c1' }] },
  admin_assignee_id: null,
  team_assignee_id: null,
  conversation_parts: { conversation_parts: [] },
  ...fields,
});

const part = (fields: Record<string, unknown>) => ({
  type: 'conversation_part',
  id: 'p1',
  part_type: 'comment',
  body: '<p>Words</p>',
  created_at: AT,
  author: { type: 'user', id: 'c1', name: 'Ada', email: 'ada@example.com' },
  ...fields,
});

const withParts = (...parts: readonly unknown[]) =>
  conversation({ conversation_parts: { conversation_parts: parts } });

const facts = (topic: string, item: unknown): readonly CanonicalFact[] =>
  intercomWebhooks.interpret(
    {
      vendorTopic: topic,
      body: new TextEncoder().encode(
        JSON.stringify({ topic, id: 'n1', created_at: AT, data: { item } }),
      ),
    },
    connection,
  );

const CREATED = 'conversation.user.created';
const REPLIED = 'conversation.user.replied';

describe('who wrote', () => {
  it('is told with address and name', () => {
    expect(facts(CREATED, conversation())).toMatchObject([
      { data: { contact: { id: 'c1', name: 'Ada', email: 'ada@example.com' } } },
    ]);
  });

  it('is the author, not the first contact of a group', () => {
    const author = { type: 'lead', id: 'c2', name: 'Ben' };
    expect(facts(REPLIED, withParts(part({ author })))).toMatchObject([
      { type: 'CustomerWrote', data: { contact: { id: 'c2', name: 'Ben' } } },
    ]);
  });

  it.each([
    [{ type: 'lead', id: 'c1' }, 'CustomerWrote'],
    [{ type: 'contact', id: 'c1' }, 'CustomerWrote'],
    [null, 'CustomerWrote'],
    [{ type: 'bot', id: 'b1' }, 'BotWrote'],
    [{ type: 'operator', id: 'b1' }, 'BotWrote'],
    [{ type: 'workflow', id: 'b1' }, 'BotWrote'],
    [{ type: 'admin', id: '5', from_ai_agent: true }, 'BotWrote'],
    [{ type: 'admin', id: '5' }, 'TeammateWrote'],
    [{ type: 'admin', id: 'ai-7', from_ai_agent: true }, 'TeammateWrote'],
  ])('%j is %s', (author, type) => {
    expect(facts(REPLIED, withParts(part({ author })))).toMatchObject([{ type }]);
  });

  it.each(['automated', 'campaigns_initiated', 'operator_initiated'])(
    "does not take a campaign in an admin's name for a person (%s, S015)",
    (how) => {
      const source = {
        id: 's1',
        delivered_as: how,
        body: '<p>News</p>',
        author: { type: 'admin', id: '5' },
      };
      const told = facts('conversation.admin.single.created', conversation({ source }));
      expect(told).toMatchObject([{ type: 'BotWrote' }]);
      const answered = {
        ...withParts(part({})),
        source: { ...source, author: { type: 'admin', id: '5' } },
      };
      expect(facts(REPLIED, answered)).toMatchObject([
        { type: 'CustomerWrote', data: { startedBy: 'bot' } },
      ]);
    },
  );
});

describe('attributes and tags', () => {
  const attributes = { plan: 'pro', seats: 3, vip: true, gone: null, nested: { a: 1 }, list: [1] };

  it.each([REPLIED, 'conversation.admin.snoozed', 'conversation.read'])(
    'are told by %s, which says nothing else about them',
    (topic) => {
      const told = facts(topic, conversation({ custom_attributes: attributes }));
      expect(told.filter(({ type }) => type === 'AttributesChanged')).toMatchObject([
        {
          data: {
            attributes: { plan: 'pro', seats: 3, vip: true, gone: null },
            vendorAt: AT * 1000,
          },
        },
      ]);
    },
  );

  it('come before the words, so that these are read with them', () => {
    const told = facts(CREATED, conversation({ custom_attributes: { plan: 'pro' } }));
    expect(told.map(({ type }) => type)).toEqual(['AttributesChanged', 'CustomerWrote']);
  });

  it('are news when a value comes back, not when the same notification does', () => {
    const at = (updated_at: number, plan: string) =>
      facts('conversation.read', conversation({ updated_at, custom_attributes: { plan } }))[0]
        ?.identity;
    const [pro, free, proAgain] = [at(AT, 'pro'), at(AT, 'free'), at(AT + 5, 'pro')];
    expect(new Set([pro, free, proAgain]).size).toBe(3);
    expect(at(AT, 'pro')).toBe(pro);
  });

  it("leaves Intercom's own out", () => {
    const own = { 'Has attachments': false, 'Copilot used': true };
    expect(facts('conversation.read', conversation({ custom_attributes: own }))).toEqual([]);
  });

  it('says who tagged, once for each time', () => {
    const tag = {
      id: '9',
      name: 'vip',
      applied_at: AT,
      applied_by: { type: 'admin', id: '5' },
    };
    const item = conversation({ tags: { tags: [tag, null, { name: 'no id' }] } });
    for (const topic of ['conversation_part.tag.created', 'conversation.read'])
      expect(facts(topic, item)).toEqual([
        {
          type: 'TagChanged',
          identity: `tag:9:${AT * 1000}`,
          data: { tag: 'vip', change: 'added', by: { id: '5' }, vendorAt: AT * 1000 },
        },
      ]);
  });
});

describe('a thread that was read', () => {
  const assignment = (id: string, created_at: number) =>
    part({ id, part_type: 'assignment', body: null, assigned_to: null, created_at });

  it("does not take today's owner for that of an earlier assignment", () => {
    const item = {
      ...withParts(assignment('p2', AT), assignment('p1', AT - 50)),
      admin_assignee_id: 5,
    };
    const { facts: told } = threadFacts(item, connection, (AT - 60) * 1000);
    expect(told).toMatchObject([
      { identity: 'assigned:p1', data: { assignee: { kind: 'nobody' } } },
      { identity: 'assigned:p2', data: { assignee: { kind: 'teammate', id: '5' } } },
    ]);
  });

  it('is cut only when something after the time asked for is missing', () => {
    const item = {
      ...withParts(part({ created_at: AT })),
      statistics: { count_conversation_parts: 3 },
    };
    expect(threadFacts(item, connection, (AT - 10) * 1000).truncated).toBe(true);
    expect(threadFacts(item, connection, AT * 1000).truncated).toBe(false);
  });

  it.each([{}, { conversation_parts: null }, { source: 7, tags: [], custom_attributes: 'x' }])(
    'says nothing, and does not throw, about %j',
    (item) => {
      expect(threadFacts(item, connection, 0).facts).toEqual([]);
    },
  );
});
