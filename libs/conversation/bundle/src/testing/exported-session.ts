import type { ConversationEvent } from '@deskstream/conversation-domain';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { Exported } from '../bundle';

const T0 = 1_790_000_000_000;
const KEY = 'acme/intercom/215470000000001';

/** What must not be in any file, in the spellings in which it stands in the session. */
export const MARKERS = [
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

/** A session with all kinds of what must not leave the company. */
export const exported: Exported = {
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
      possible: false,
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

/** The markers that the text still has. */
export const leaked = (text: string): readonly string[] =>
  MARKERS.filter((marker) => text.toLowerCase().includes(marker.toLowerCase()));
