import {
  emptyHead,
  encodeData,
  encodeEvent,
  encodeWebhook,
  WEBHOOK_TYPE,
  applyRecord,
  eventIdOf,
  inputIdOf,
  stateHash,
} from '@deskstream/contracts';
import type { EventEnvelope, StreamHead } from '@deskstream/contracts';
import type { ConversationEvent } from '@deskstream/conversation-domain';
import { conversationDecider } from '@deskstream/conversation-domain';
import type { Draft } from '@deskstream/port-event-log';

export const T0 = 1_790_000_000_000;

/** Writes one conversation's events as the orchestrator would: gapless, chained, each with the hash of its state. */
export const storyOf = (subject: string, startAt = T0) => {
  let head: StreamHead = emptyHead();
  return {
    key: subject,
    next: (event: ConversationEvent, afterMs = 0): Draft => {
      const draft = chained(head, { subject, event, time: startAt + afterMs });
      const applied = applyRecord(head, draft);
      if (!applied.ok) throw new Error(applied.because);
      head = applied.value.head;
      return draft;
    },
  };
};

const chained = (
  head: StreamHead,
  {
    subject,
    event,
    time,
  }: { readonly subject: string; readonly event: ConversationEvent; readonly time: number },
): Draft => {
  const seq = head.seq + 1;
  const causationId = inputIdOf(subject, event.type, String(seq));
  const id = eventIdOf(causationId, 0);
  const envelope: EventEnvelope = {
    id,
    type: event.type,
    source: '/conversation-orchestrator',
    subject,
    time,
    schemaVersion: 1,
    correlationId: `notif_${subject.split('/').at(-1)}`,
    causationId,
    seq,
    prevHash: head.hash,
    cause: `0:${seq}`,
    settingsVersion: 1,
    stateHash: stateHash(conversationDecider.evolve(head.state, { ...event, id, at: time })),
  };
  return encodeEvent(envelope, encodeData(event.data));
};

export const customerWrote = (
  messageId: string,
  text: string,
  name = 'Ann',
): ConversationEvent => ({
  type: 'CustomerMessageReceived',
  data: {
    messageId,
    text,
    author: { id: 'u1', name },
    channel: 'web',
    startedBy: 'customer',
    attachments: [],
    ownership: { assignee: { kind: 'ai', id: 'ai-7' }, asOf: T0 },
    vendorAt: T0,
  },
});

export const judged = (messageId: string): ConversationEvent => ({
  type: 'MessageJudged',
  data: {
    messageId,
    verdict: 'answer',
    reason: 'assigned to the AI',
    checks: [{ name: 'assigned-to-ai', ok: true, expected: 'the AI', found: 'the AI' }],
  },
});

/** The delivery that `storyOf` names as the start of a conversation is `notif_<conversation>`. */
export const webhookOf = (deliveryId: string, subject: string, time = T0): Draft =>
  encodeWebhook({
    envelope: {
      id: `webhook_${deliveryId}`,
      type: WEBHOOK_TYPE,
      source: '/ingress',
      subject,
      time,
      schemaVersion: 1,
      correlationId: deliveryId,
      causationId: deliveryId,
    },
    workspace: 'acme',
    vendor: 'intercom',
    deliveryId,
    vendorTopic: 'conversation.user.created',
    attempt: 1,
    body: encodeData({}),
  });
