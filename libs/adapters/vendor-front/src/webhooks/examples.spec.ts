import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import { describeWithReference, examplesIn } from '@deskstream/testing-harness';
import { frontWebhooks } from './front-webhooks';

const AI = 'tea_4exa9';

const connection: VendorConnection = {
  workspace: 'acme',
  vendor: 'front',
  apiBaseUrl: 'http://127.0.0.1:1',
  accessToken: 'token',
  aiTeammateId: AI,
  signingSecrets: ['s'],
  externalWorkspaceId: 'cmp_4exa1',
};

/** What each recorded payload says: type and identity of its facts, in order. */
const sayings: Readonly<Record<string, readonly string[]>> = {
  inbound_received: ['CustomerWrote message:msg_1exa100'],
  'inbound_received.with-attachment': ['CustomerWrote message:msg_1exa101'],
  outbound_sent: ['TeammateWrote message:msg_1exa110'],
  'outbound_sent.reply': ['TeammateWrote message:msg_1exa110'],
  'outbound_sent.own-api-reply': ['TeammateWrote message:msg_1exa105'],
  assignee_changed: ['ConversationAssigned assigned:evt_1exa015'],
  'assignee_changed.by-rule': ['ConversationAssigned assigned:evt_1exa016'],
  'assignee_changed.unassigned': ['ConversationAssigned assigned:evt_1exa017'],
  conversation_archived: ['ConversationClosed closed:'],
  conversation_reopened: ['ConversationReopened reopened:'],
  conversation_restored: ['ConversationReopened reopened:'],
  conversation_deleted: ['ConversationDeleted deleted:'],
  new_comment_added: ['TeammateWrote comment:com_1exa1'],
  tag_added: ['TagChanged tag:'],
  tag_removed: ['TagChanged tag:'],
  'rule/inbound.full': ['CustomerWrote message:msg_1exa100'],
  'rule/inbound.preview': ['MessageAnnounced announced:msg_1exa100'],
  'rule/assign': ['ConversationAssigned assigned:evt_1exa024'],
};

describeWithReference('the recorded Front payloads', (vendors) => {
  const folder = `${vendors}/examples/front`;
  const names = [
    ...examplesIn(folder).filter((name) => name !== 'sync'),
    ...examplesIn(`${folder}/rule`).map((name) => `rule/${name}`),
  ];

  const load = (name: string): unknown =>
    JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));
  const urlOf = (name: string) => `/webhooks/front/acme${name.startsWith('rule/') ? '/rule' : ''}`;

  const received = (name: string, payload: unknown) =>
    frontWebhooks.receive(
      {
        method: 'POST',
        url: urlOf(name),
        headers: { 'x-front-challenge': 'c' },
        body: new TextEncoder().encode(JSON.stringify(payload)),
      },
      connection,
    );

  const factsOf = (name: string, payload: unknown = load(name)): readonly CanonicalFact[] => {
    const reception = received(name, payload);
    return reception.kind === 'deliveries'
      ? reception.deliveries.flatMap((delivery) => frontWebhooks.interpret(delivery, connection))
      : [];
  };

  it.each(names)('%s says what happened, once', (name) => {
    const facts = factsOf(name).map(({ type, identity }) => `${type} ${identity}`);
    const expected = sayings[name] ?? [];
    expect(facts).toHaveLength(expected.length);
    facts.forEach((fact, index) =>
      expect(fact.startsWith(expected[index] ?? 'nothing')).toBe(true),
    );
  });

  it.each(names)('%s is about its conversation, under the name of its subscription', (name) => {
    const topics: Readonly<Record<string, string>> = {
      'rule/inbound.full': 'inbound_received',
      'rule/inbound.preview': 'inbound_received',
      'rule/assign': 'assignee_changed',
    };
    expect(received(name, load(name))).toMatchObject({
      kind: 'deliveries',
      deliveries: [
        {
          conversation: 'cnv_1exa100',
          deliveryId: expect.stringMatching(/^evt_/),
          vendorTopic: topics[name] ?? name.split('.')[0],
        },
      ],
    });
  });

  it.each(names)('%s says the same with fields that are new', (name) => {
    expect(factsOf(name, withExtras(load(name)))).toEqual(factsOf(name));
  });

  it.each(names)('%s may have null anywhere', (name) => {
    for (const payload of withNulls(load(name))) expect(() => factsOf(name, payload)).not.toThrow();
  });

  it('both families name one message alike', () => {
    const [application] = factsOf('inbound_received');
    const [rule] = factsOf('rule/inbound.full');
    expect(rule).toEqual(application);
  });

  it('a customer is known by contact, channel and owner of the conversation', () => {
    expect(factsOf('inbound_received')).toMatchObject([
      {
        data: {
          text: 'Hello, my export has been stuck since this morning.',
          author: { id: 'crd_4exa1', name: 'Test Customer' },
          contact: { id: 'crd_4exa1', name: 'Test Customer', email: 'customer@example.com' },
          channel: 'email',
          startedBy: 'customer',
          ownership: { assignee: { kind: 'nobody' }, asOf: 1_789_632_000_120 },
          vendorAt: 1_789_632_000_120,
        },
      },
    ]);
  });

  it('files are named in the text', () => {
    expect(factsOf('inbound_received.with-attachment')).toMatchObject([
      {
        data: {
          text: 'Here is a screenshot.\n[Attachment: screenshot.png]',
          attachments: [{ name: 'screenshot.png', contentType: 'image/png' }],
        },
      },
    ]);
  });

  it("the AI's own reply is known by author, and carries the uid that sending answered with", () => {
    expect(factsOf('outbound_sent.own-api-reply')).toMatchObject([
      { data: { byAi: true, messageId: '1exab543f84a0785f7b6b8967ccexa105' } },
    ]);
    expect(factsOf('outbound_sent.reply')).toMatchObject([
      { data: { byAi: false, messageId: 'msg_1exa110', author: { name: 'Test Agent' } } },
    ]);
  });

  it('who assigned is told: a person, or a rule', () => {
    expect(factsOf('assignee_changed.by-rule')).toMatchObject([
      {
        data: {
          assignee: { kind: 'teammate', id: 'tea_4exa1' },
          by: { id: 'rul_4exa1', name: 'Notify assistant' },
        },
      },
    ]);
    expect(factsOf('assignee_changed.unassigned')).toMatchObject([
      { data: { assignee: { kind: 'nobody' }, by: { id: 'tea_4exa1' } } },
    ]);
  });

  it('a sync is answered with its challenge, as text', () => {
    expect(received('sync', load('sync'))).toEqual({
      kind: 'validation',
      contentType: 'text/plain',
      answer: 'c',
    });
  });
});

/** Every object gets a field that no one knows; custom fields are the workspace's own. */
const withExtras = (value: unknown): unknown => {
  if (Array.isArray(value)) return (value as readonly unknown[]).map(withExtras);
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  const entries = Object.entries(fields).map(([name, inner]) => [
    name,
    name === 'custom_fields' ? inner : withExtras(inner),
  ]);
  return { ...Object.fromEntries(entries), constructor: 'x', x_new: { y: [null, 1] } };
};

/** The payload again and again, each time with another of its fields null. */
const withNulls = (value: unknown): readonly unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    [null, ...withNulls(inner)].map((changed) =>
      Array.isArray(value)
        ? value.map((each: unknown, index) => (String(index) === name ? changed : each))
        : { ...value, [name]: changed },
    ),
  );
};
