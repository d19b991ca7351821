import type { InputRecord } from '@deskstream/contracts';
import { decodeInput, encodeData, encodeEvent, GENESIS, TOPICS } from '@deskstream/contracts';
import type { ConversationEvent } from '@deskstream/conversation-domain';
import { partitionKey } from '@deskstream/kernel';
import { eachRecord } from '@deskstream/port-event-log';
import type { EventLog } from '@deskstream/port-event-log';
import type { StreamIndex } from '@deskstream/port-stream-index';
import { indexPartition } from '../stream-index/start-stream-index';

export const T0 = 1_790_000_000_000;
export const workspace = 'acme';
export const key = partitionKey({ workspace, vendor: 'intercom', conversation: 'c1' });

/** What reasoning told, in its order. */
export const inputsIn = async (log: EventLog): Promise<readonly InputRecord[]> => {
  const found: InputRecord[] = [];
  for await (const record of eachRecord(log, TOPICS.inputs)) {
    const decoded = decodeInput(record);
    if (decoded.ok) found.push(decoded.value);
  }
  return found;
};

/** What the follower does: brings the index up to the end of the log. */
export const indexAll = async (log: EventLog, index: StreamIndex): Promise<void> => {
  for (const { partition, end } of await log.ends(TOPICS.events))
    await indexPartition({ log, index }, { partition, to: end });
};

/** An event as the log holds it, `index` counted from 0. */
export const stored = (event: ConversationEvent, index: number) =>
  encodeEvent(
    {
      id: `ev${index}`,
      type: event.type,
      source: '/test',
      subject: key,
      time: T0,
      schemaVersion: 1,
      correlationId: 'd1',
      causationId: `in${index}`,
      seq: index + 1,
      prevHash: GENESIS,
      cause: '0:0',
      settingsVersion: 1,
    },
    encodeData(event.data),
  );

export const wrote = (messageId: string, text: string): ConversationEvent => ({
  type: 'CustomerMessageReceived',
  data: {
    messageId,
    text,
    author: { id: 'u1' },
    channel: 'web',
    startedBy: 'customer',
    attachments: [],
    vendorAt: T0,
  },
});

export const requested = (purpose?: 'suggestion'): ConversationEvent => ({
  type: 'ReasoningRequested',
  data: { messageIds: ['m1'], ...(purpose === undefined ? {} : { purpose }) },
});
