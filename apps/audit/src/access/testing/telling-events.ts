import type { ConversationEvent } from '@deskstream/conversation-domain';

/** Stands in everything that a customer wrote, and in all that tells who they are. */
export const MARK = 'zyzzyva';

const author = { id: 'u1', name: `Ann ${MARK}` };
const contact = {
  id: 'u1',
  name: `Ann ${MARK}`,
  email: `${MARK}@example.com`,
  phone: `+49 ${MARK}`,
};
const runId = 'run_1';

const step = (
  number: number,
  kind: 'retrieval' | 'tool-call' | 'tool-result' | 'draft',
  detail: unknown,
): ConversationEvent => ({
  type: 'ReasoningStepRecorded',
  data: { runId, step: number, kind, detail, tookMs: 1 },
});

/** Events of each kind that holds texts, addresses or values of customers. */
export const tellingEvents: readonly ConversationEvent[] = [
  {
    type: 'CustomerMessageReceived',
    data: {
      messageId: 'm1',
      text: `My order ${MARK} is late`,
      author,
      contact,
      channel: 'web',
      startedBy: 'customer',
      attachments: [{ name: `${MARK}.pdf`, url: `https://files.example/${MARK}` }],
      vendorAt: 1,
    },
  },
  {
    type: 'AttributesChanged',
    data: { attributes: { type: `gold ${MARK}`, code: MARK }, vendorAt: 2 },
  },
  {
    type: 'ProfileRead',
    data: {
      contact,
      companies: [{ id: 'c1', name: `${MARK} Ltd`, attributes: { kind: MARK } }],
      vendorAt: 3,
    },
  },
  step(1, 'retrieval', {
    query: `where is ${MARK}`,
    passages: [{ articleId: 'a1', title: 'Orders', heading: '', score: 1, text: MARK }],
  }),
  step(2, 'tool-call', { tool: 'orders', arguments: { id: MARK, code: MARK } }),
  step(3, 'tool-result', { tool: 'orders', result: { status: MARK, items: [{ id: MARK }] } }),
  step(4, 'draft', { text: { text: `Your ${MARK} is on its way`, cutFrom: null } }),
  {
    type: 'ReplyRequested',
    data: { messageIds: ['m1'], text: `Your ${MARK}`, confidence: 1, sources: [] },
  },
  {
    type: 'HandoffRequested',
    data: {
      cause: 'low-confidence',
      messageIds: ['m1'],
      summary: `Asked for ${MARK}`,
      steps: ['note', 'unassign'],
    },
  },
  { type: 'NoteRequested', data: { text: `They asked: ${MARK}` } },
  { type: 'ContactRequested', data: { email: `${MARK}@example.com`, name: MARK } },
  { type: 'TicketRequested', data: { subject: MARK, content: MARK, transcript: true } },
  {
    type: 'TeammateMessageReceived',
    data: {
      messageId: 'm2',
      text: `About ${MARK}`,
      author: { id: 't1', name: 'Tom' },
      visibility: 'public',
      byAi: false,
      vendorAt: 9,
    },
  },
];
