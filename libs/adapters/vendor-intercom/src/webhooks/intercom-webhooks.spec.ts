import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { VendorConnection } from '@deskstream/port-vendor';
import { intercomWebhooks } from './intercom-webhooks';

const connection: VendorConnection = {
  workspace: 'acme',
  vendor: 'intercom',
  apiBaseUrl: 'http://127.0.0.1:1',
  accessToken: 'token',
  aiTeammateId: 'ai-7',
  signingSecrets: ['s'],
};

const REDACTED = {
  id: 'p1',
  part_type: 'comment',
  body: '<p><i>This message was deleted</i></p>',
  redacted: true,
  author: { type: 'user', id: 'c1' },
};

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const receive = (value: unknown, to = connection) =>
  intercomWebhooks.receive({ method: 'POST', url: '/', headers: {}, body: bytes(value) }, to);
const fixture = (name: string) =>
  JSON.parse(
    readFileSync(resolve(`libs/adapters/vendor-intercom/__fixtures__/${name}.json`), 'utf8'),
  ) as { readonly topic: string };
const factsOf = (name: string) => {
  const notification = fixture(name);
  return intercomWebhooks.interpret(
    { vendorTopic: notification.topic, body: bytes(notification) },
    connection,
  );
};

describe('receiving a notification', () => {
  it('answers a ping and keeps nothing', () => {
    expect(receive({ topic: 'ping', id: null })).toEqual({
      kind: 'validation',
      contentType: 'application/json',
      answer: '{}',
    });
  });

  it('names an unknown topic', () => {
    expect(receive({ topic: 'conversation.invented', id: 'n1' })).toEqual({
      kind: 'unknown-topic',
      vendorTopic: 'conversation.invented',
      deliveryId: 'n1',
    });
  });

  it.each([
    'call.ended',
    'article.published',
    'admin.added_to_workspace',
    'job.completed',
    'user.created',
  ])('knows %s, which is about no conversation', (topic) => {
    expect(receive({ topic, id: 'n1', data: { item: { id: 7 } } })).toMatchObject({
      deliveries: [{ conversation: null }],
    });
  });

  it.each([
    ['not JSON', '{"topic"', 'BODY.NOT_JSON'],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'BODY.NOT_JSON'],
    ['null', 'null', 'BODY.SHAPE'],
    ['a list', [], 'BODY.SHAPE'],
    ['without a topic', { id: 'n1' }, 'BODY.SHAPE'],
  ])('refuses a body that is %s', (_name, value, code) => {
    const body = value instanceof Uint8Array ? value : bytes(value);
    const request = { method: 'POST', url: '/', headers: {}, body };
    expect(intercomWebhooks.receive(request, connection)).toMatchObject({
      kind: 'malformed',
      code,
    });
  });

  it('refuses a notification of another Intercom workspace', () => {
    const told = { topic: 'conversation.user.replied', app_id: 'other', id: 'n1' };
    expect(receive(told, { ...connection, externalWorkspaceId: 'mine' })).toMatchObject({
      kind: 'malformed',
      code: 'WORKSPACE.MISMATCH',
    });
    expect(
      receive({ ...told, app_id: 'mine' }, { ...connection, externalWorkspaceId: 'mine' }),
    ).toMatchObject({
      kind: 'deliveries',
    });
  });

  it('derives the delivery id from the bytes when there is none', () => {
    const told = { topic: 'conversation.user.replied', id: null, data: { item: { id: '1' } } };
    expect(receive(told)).toEqual(receive(told));
    expect(receive(told)).toMatchObject({
      deliveries: [{ deliveryId: expect.stringMatching(/^sha256_[0-9a-f]{40}$/), attempt: 1 }],
    });
  });
});

describe('interpreting a notification', () => {
  it('keeps right-to-left text, emoji, the address of a link and the name of an image', () => {
    expect(factsOf('user-replied.rtl-emoji-image')).toMatchObject([
      {
        type: 'CustomerWrote',
        identity: 'part:5001',
        data: {
          text: 'שלום, היצוא נתקע 🚀👩🏽‍💻\n\nمرحبا هنا (https://help.example.org/a?b=1&c=2)\n\n[Image: stuck.png]',
          channel: 'chat',
          startedBy: 'customer',
          ownership: { assignee: { kind: 'nobody' }, asOf: 1_790_000_000_000 },
        },
      },
    ]);
  });

  it('reads around nulls, wherever they stand', () => {
    expect(factsOf('user-replied.nulls-everywhere')).toEqual([
      {
        type: 'CustomerWrote',
        identity: 'part:5002',
        data: {
          messageId: '5002',
          text: 'still here\n[Attachment: attachment 1]\n[Attachment: attachment 2]',
          author: { id: 'unknown' },
          channel: 'web',
          startedBy: 'customer',
          attachments: [{ name: 'attachment 1' }, { name: 'attachment 2' }],
          vendorAt: 1_790_000_000_000,
        },
      },
    ]);
  });

  it('takes every nobody form for nobody', () => {
    expect(factsOf('admin-assigned.nobody-admin')).toMatchObject([
      {
        type: 'ConversationAssigned',
        identity: 'assigned:5003',
        data: { assignee: { kind: 'nobody' } },
      },
    ]);
  });

  it('falls back to the item and the notification when an assignment has no part', () => {
    expect(factsOf('admin-assigned.to-ai-without-part')).toMatchObject([
      {
        type: 'ConversationAssigned',
        identity: 'assigned:notification:notif_00000000-0000-5000-8000-000000000001',
        data: { assignee: { kind: 'ai', id: 'ai-7' } },
      },
    ]);
  });

  it("does not take a redaction's placeholder for the customer's words", () => {
    const notification = {
      data: { item: { conversation_parts: { conversation_parts: [REDACTED] } } },
    };
    const body = bytes(notification);
    expect(
      intercomWebhooks.interpret({ vendorTopic: 'conversation.user.replied', body }, connection),
    ).toEqual([]);
    expect(
      intercomWebhooks.interpret({ vendorTopic: 'conversation_part.redacted', body }, connection),
    ).toMatchObject([{ type: 'MessageRedacted', data: { messageId: 'p1' } }]);
  });

  it("marks the AI's own note", () => {
    expect(factsOf('admin-replied.own-note')).toMatchObject([
      {
        type: 'TeammateWrote',
        data: { visibility: 'note', byAi: true, text: 'Summary: refund asked.' },
      },
    ]);
  });

  it("does not take another AI's reply for a person's", () => {
    expect(factsOf('admin-replied.foreign-ai')).toMatchObject([{ type: 'BotWrote' }]);
  });

  it.each([null, 7, 'text', [], {}, { data: null }, { data: { item: { conversation_parts: 3 } } }])(
    'says nothing, and does not throw, about %j',
    (value) => {
      for (const vendorTopic of [
        'conversation.user.replied',
        'conversation.admin.assigned',
        'nonsense',
      ])
        expect(intercomWebhooks.interpret({ vendorTopic, body: bytes(value) }, connection)).toEqual(
          [],
        );
    },
  );
});
