import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { CanonicalFact, VendorConnection } from '@deskstream/port-vendor';
import { describeWithReference, examplesIn } from '@deskstream/testing-harness';
import { intercomWebhooks } from './intercom-webhooks';

const AI = '7700999';

const connection: VendorConnection = {
  workspace: 'acme',
  vendor: 'intercom',
  apiBaseUrl: 'http://127.0.0.1:1',
  accessToken: 'token',
  aiTeammateId: AI,
  signingSecrets: ['s'],
  externalWorkspaceId: 'abc12345',
};

/** What each recorded payload says: type and identity of its facts, in order. */
const sayings: Readonly<Record<string, readonly string[]>> = {
  'conversation.user.created': ['CustomerWrote source:3380000101'],
  'conversation.user.replied': ['CustomerWrote part:37358000001'],
  'conversation.user.replied.plain-text-2.15': ['CustomerWrote part:37358000002'],
  'conversation.user.replied.with-attachment': ['CustomerWrote part:37358000003'],
  'conversation.user.replied.reopens': [
    'ConversationReopened reopened:37358000030',
    'CustomerWrote part:37358000030',
  ],
  'conversation.admin.replied': ['TeammateWrote part:37358000010'],
  'conversation.admin.replied.own-api-reply': ['TeammateWrote part:37358000011'],
  'conversation.admin.replied.as-assignment': reply(),
  'conversation.admin.assigned.same-part-as-reply': reply(),
  'conversation.admin.open.assigned': reply(),
  'conversation.admin.assigned': ['ConversationAssigned assigned:37358000013'],
  'conversation.admin.assigned.team': ['ConversationAssigned assigned:37358000014'],
  'conversation.admin.assigned.unassigned': ['ConversationAssigned assigned:37358000015'],
  'conversation.admin.noted': ['TeammateWrote part:37358000016'],
  'conversation.admin.closed': ['ConversationClosed closed:37358000017'],
  'conversation.admin.opened': ['ConversationReopened reopened:37358000018'],
  'conversation.admin.single.created': ['TeammateWrote source:3380000101'],
  'conversation.operator.replied': ['BotWrote part:37358000021'],
  'conversation.operator.replied.system-part': ['BotWrote part:37358000022'],
  'conversation.deleted': ['ConversationDeleted deleted'],
  'conversation_part.tag.created': ['TagChanged tag:9:1789632130000'],
  'conversation_part.redacted': ['MessageRedacted redacted:37358000001'],
};

function reply(): readonly string[] {
  return ['TeammateWrote part:37358000012', 'ConversationAssigned assigned:37358000012'];
}

describeWithReference('the recorded Intercom payloads', (vendors) => {
  const folder = `${vendors}/examples/intercom`;
  const names = examplesIn(folder);

  const read = (name: string) => new Uint8Array(readFileSync(`${folder}/${name}.json`));
  const interpret = (name: string): readonly CanonicalFact[] => {
    const body = read(name);
    const received = intercomWebhooks.receive(
      { method: 'POST', url: '/', headers: {}, body },
      connection,
    );
    return received.kind === 'deliveries'
      ? received.deliveries.flatMap((delivery) => intercomWebhooks.interpret(delivery, connection))
      : [];
  };

  it.each(names)('%s says what happened, once', (name) => {
    const facts = interpret(name);
    expect(facts.map(({ type, identity }) => `${type} ${identity}`)).toEqual(sayings[name] ?? []);
  });

  it.each(names.filter((name) => name !== 'ping'))(
    '%s is about a conversation, or about none',
    (name) => {
      const received = intercomWebhooks.receive(
        { method: 'POST', url: '/', headers: {}, body: read(name) },
        connection,
      );
      const conversation = name.startsWith('conversation') ? '215470000000101' : null;
      expect(received).toMatchObject({ kind: 'deliveries', deliveries: [{ conversation }] });
    },
  );

  it('says the same about one action, whichever topic tells of it', () => {
    const told = [
      'admin.replied.as-assignment',
      'admin.assigned.same-part-as-reply',
      'admin.open.assigned',
    ];
    const [first, ...others] = told.map((name) => interpret(`conversation.${name}`));
    for (const other of others) expect(other).toEqual(first);
  });

  it('knows who owns the conversation, and when', () => {
    expect(interpret('conversation.admin.assigned.team')).toMatchObject([
      { data: { assignee: { kind: 'team', id: '8800201' }, vendorAt: 1_789_632_320_000 } },
    ]);
    expect(interpret('conversation.admin.assigned.unassigned')).toMatchObject([
      { data: { assignee: { kind: 'nobody' } } },
    ]);
    expect(interpret('conversation.user.replied.reopens').at(-1)).toMatchObject({
      data: {
        ownership: { assignee: { kind: 'teammate', id: '7700101' }, asOf: 1_789_639_200_000 },
      },
    });
  });

  it("recognises the AI's own reply by its author", () => {
    expect(interpret('conversation.admin.replied.own-api-reply')).toMatchObject([
      { data: { byAi: true } },
    ]);
    expect(interpret('conversation.admin.replied')).toMatchObject([{ data: { byAi: false } }]);
  });

  it('reads HTML and plain text alike', () => {
    expect(interpret('conversation.user.replied')).toMatchObject([
      {
        data: {
          text: expect.stringMatching(/^It still says pending\. See .*https:\/\/app\.example\.com/),
        },
      },
    ]);
    expect(interpret('conversation.user.replied.plain-text-2.15')).toMatchObject([
      {
        data: {
          text: 'It still says pending.\n\nSee this export: https://app.example.com/exports/9',
        },
      },
    ]);
  });
});
