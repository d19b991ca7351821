import type { ConversationEvent } from '@deskstream/conversation-domain';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { Exported } from './bundle';
import { bundleHtml, BUNDLE_SLOT } from './bundle-html';
import { contentsOf } from './contents-of';
import { makeBundle } from './make-bundle';
import { foldBundle, readBundle } from './read-bundle';

const T0 = 1_790_000_000_000;
const KEY = 'acme/intercom/215470000000001';

/** What must not be in any file, in the spellings in which it stands in the session. */
const MARKERS = [
  'Agathe',
  'Zoellner',
  'agathe.zoellner@shop.example',
  'AGATHE.ZOELLNER@SHOP.EXAMPLE',
  '+49 170 5550199',
  '4111 1111 1111 1111',
  'DE89 3704 0044 0532 0130 00',
  'contact-77aa01',
  '8123456789',
  'Bruno',
  'teammate-bruno-4',
  'Grünwald Handels',
  'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl',
  'sk-live_abcdef123456',
  'hunter22',
  'sig=Zm9vYmFy',
  'Rosenweg 12',
  'operator-olga',
  '215470000000001',
  'acme',
];

const events: readonly ConversationEvent[] = [
  {
    type: 'CustomerMessageReceived',
    data: {
      messageId: 'msg-1',
      text: `Hi, agathe here (AGATHE.ZOELLNER@SHOP.EXAMPLE, +49 170 5550199). Card 4111 1111 1111 1111, IBAN DE89 3704 0044 0532 0130 00.`,
      author: { id: 'contact-77aa01', name: 'Agathe Zoellner' },
      contact: {
        id: 'contact-77aa01',
        name: 'Agathe Zoellner',
        email: 'agathe.zoellner@shop.example',
        phone: '+49 170 5550199',
      },
      channel: 'web',
      startedBy: 'customer',
      attachments: [
        { name: 'Zoellner invoice.pdf', url: 'https://files.example/1.pdf?sig=Zm9vYmFy' },
      ],
      ownership: { assignee: { kind: 'ai', id: 'ai-7' }, asOf: T0 },
      vendorAt: T0,
    },
  },
  {
    type: 'AttributesChanged',
    data: {
      attributes: { plan: 'pro', 'street address': 'Rosenweg 12', customer_number: 8_123_456_789 },
      vendorAt: T0,
    },
  },
  {
    type: 'ProfileRead',
    data: {
      contact: { id: 'contact-77aa01', name: 'Agathe Zoellner' },
      companies: [{ id: 'co-991', name: 'Grünwald Handels', attributes: {} }],
      vendorAt: T0,
    },
  },
  {
    type: 'MessageJudged',
    data: { messageId: 'msg-1', verdict: 'answer', reason: 'assigned to the AI', checks: [] },
  },
  { type: 'ReasoningRequested', data: { messageIds: ['msg-1'] } },
  {
    type: 'ReasoningStepRecorded',
    data: {
      runId: 'ev_5',
      step: 0,
      kind: 'tool-call',
      detail: {
        tool: 'orders',
        inputTokens: 1_200,
        input: {
          email: 'agathe.zoellner@shop.example',
          authorization: 'Bearer sk-live_abcdef123456',
        },
        output:
          'Order of Agathe, Rosenweg 12, session eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl, password: hunter22',
      },
      tookMs: 12,
    },
  },
  {
    type: 'TeammateMessageReceived',
    data: {
      messageId: 'msg-2',
      text: 'Bruno here, I take over from the AI, Agathe.',
      author: { id: 'teammate-bruno-4', name: 'Bruno' },
      visibility: 'public',
      byAi: false,
      vendorAt: T0 + 5,
    },
  },
  {
    type: 'AssigneeChanged',
    data: { assignee: { kind: 'teammate', id: 'teammate-bruno-4' }, vendorAt: T0 + 6 },
  },
  {
    type: 'PersonTookOver',
    data: { how: 'replied', teammate: 'teammate-bruno-4', vendorAt: T0 + 5 },
  },
  {
    type: 'SessionModeSet',
    data: { mode: 'watch', operator: 'operator-olga', reason: 'Agathe asked for Bruno' },
  },
];

const exported: Exported = {
  session: KEY,
  exportedAt: T0,
  events: events.map((event, index) => ({
    seq: index + 1,
    envelope: {
      id: `ev_${index + 1}`,
      subject: KEY,
      correlationId: 'notif_215470000000001',
      causationId: `in_${index + 1}`,
      cause: `0:${index}`,
      settingsVersion: 3,
      prevHash: 'a'.repeat(64),
    },
    event: { ...event, id: `ev_${index + 1}`, at: T0 + index },
    partition: 0,
    offset: index,
  })),
  chain: { verifiedBeforeRedaction: true, broken: null },
  deliveries: [
    {
      id: 'notif_215470000000001',
      vendorTopic: 'conversation.user.created',
      receivedAt: T0,
      times: 1,
      inputs: 2,
    },
  ],
  settings: [
    {
      version: 3,
      inForce: true,
      rules: {
        ...defaultConversationSettings,
        handoff: {
          ...defaultConversationSettings.handoff,
          to: { kind: 'teammate', id: 'teammate-bruno-4' },
        },
      },
    },
  ],
  passages: [{ seq: 6, passages: [{ articleId: 'a1', text: 'Ask Agathe how to export.' }] }],
  why: [
    {
      symptom: 'no-answer',
      title: 'The AI did not answer',
      source: 'S',
      present: true,
      findings: [],
      cause: {
        check: 'not with a person',
        ok: false,
        expected: 'no person',
        found: 'Bruno has it; deliveries arrive at https://acme.example/hook?token=hunter22',
        evidence: 7,
        fix: 'Ask Bruno <bruno@acme.example> to hand it back.',
      },
    },
  ],
};

const leaked = (text: string): readonly string[] =>
  MARKERS.filter((marker) => text.toLowerCase().includes(marker.toLowerCase()));

describe('an exported session', () => {
  it.each([false, true])('has nothing of anybody in it (every text masked: %s)', (mask) => {
    const bundle = makeBundle(exported, { mask });
    expect(leaked(JSON.stringify(exported)).length).toBe(MARKERS.length);
    expect(leaked(JSON.stringify(bundle))).toEqual([]);
    expect(leaked(bundleHtml(`<body>${BUNDLE_SLOT}</body>`, bundle))).toEqual([]);
  });

  it('names the same person the same, wherever they are named', () => {
    const [wrote, , profile, , , , took, assigned] = makeBundle(exported, { mask: false }).events;
    expect(wrote?.event.data).toMatchObject({
      author: { id: 'customer-1', name: 'Customer 1' },
      contact: { id: 'customer-1', email: 'customer-1@redacted.invalid' },
      text: 'Hi, Customer 1 here (customer-1@redacted.invalid, phone of customer-1). Card [CARD_1], IBAN [IBAN_1].',
    });
    expect(profile?.event.data).toMatchObject({ companies: [{ name: 'Company 1' }] });
    expect(took?.event.data).toMatchObject({
      text: 'Teammate 1 here, I take over from the AI, Customer 1.',
    });
    expect(assigned?.event.data).toMatchObject({
      assignee: { kind: 'teammate', id: 'teammate-1' },
    });
  });

  it('gives nobody a name that somebody has already, and counts who there is', () => {
    const told = JSON.stringify(exported).replaceAll('msg-2', 'customer-1');
    const { events: named, replaced } = makeBundle(JSON.parse(told) as Exported, { mask: false });
    expect(named[0]?.event.data).toMatchObject({ author: { id: 'customer-2' } });
    expect(replaced).toMatchObject({ customer: 1 });
    const alike = JSON.stringify(exported).replaceAll('msg-2', 'customer-17');
    const [first] = makeBundle(JSON.parse(alike) as Exported, { mask: false }).events;
    expect(first?.event.data).toMatchObject({ author: { id: 'customer-1' } });
  });

  it('keeps what explains the session: words of the log, figures, plain attributes', () => {
    const { events: kept, settings } = makeBundle(exported, { mask: false });
    expect(kept[1]?.event.data).toMatchObject({ attributes: { plan: 'pro' } });
    expect(kept[3]?.event.data).toMatchObject({ verdict: 'answer', reason: 'assigned to the AI' });
    expect(kept[5]?.event.data).toMatchObject({ detail: { tool: 'orders', inputTokens: 1_200 } });
    expect(settings[0]?.rules.waitMs).toEqual(defaultConversationSettings.waitMs);
  });

  it('leaves every text out when it is masked, and tells its length', () => {
    const [wrote, , , , , step] = makeBundle(exported, { mask: true }).events;
    expect(wrote?.event.data).toMatchObject({ text: '••••• (124 characters)', messageId: 'msg-1' });
    expect(step?.event.data).toMatchObject({ detail: { tool: 'orders' } });
    expect(JSON.stringify(step?.event.data)).not.toContain('Order of');
  });

  it('reads back, and folds to its state', () => {
    const bundle = makeBundle(exported, { mask: false });
    const read = readBundle(JSON.stringify(bundle));
    expect(read).toEqual({ ok: true, bundle: JSON.parse(JSON.stringify(bundle)) });
    expect(foldBundle(bundle)).toMatchObject({ mode: 'watch', contact: { id: 'customer-1' } });
  });

  it('tells what is in it before it is made', () => {
    expect(contentsOf(makeBundle(exported, { mask: false }))).toMatchObject({
      events: 10,
      deliveries: 1,
      settingsVersions: [3],
      symptoms: ['The AI did not answer'],
      replaced: { customer: 1, teammate: 1, card: 1, iban: 1 },
      verifiedBeforeRedaction: true,
    });
  });
});

describe('a file that is no bundle', () => {
  const bundle = makeBundle(exported, { mask: false });

  it.each([
    ['no JSON', '{', /no exported session/],
    ['of another kind', '{}', /no exported session/],
    ['newer', JSON.stringify({ ...bundle, version: 2 }), /has version 2/],
    ['cut', JSON.stringify({ ...bundle, events: bundle.events.slice(1) }), /Events are missing/],
    [
      'changed',
      JSON.stringify({ ...bundle, events: bundle.events.slice(0, -1) }),
      /do not fold to the state/,
    ],
  ])('is refused: %s', (_name, text, because) => {
    expect(readBundle(text)).toMatchObject({ ok: false, because: expect.stringMatching(because) });
  });
});
