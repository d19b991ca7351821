import { createHmac } from 'node:crypto';
import {
  WEBHOOK_TYPE,
  decodeWebhook,
  derivedId,
  encodeWebhook,
  TOPICS,
} from '@deskstream/contracts';
import { partitionKey, systemClock } from '@deskstream/kernel';
import { eachRecord } from '@deskstream/port-event-log';
import type { Draft, EventLog, LogRecord } from '@deskstream/port-event-log';
import { WORKSPACE } from './installation';

const SECRET = 'crash-client-secret';
const PADDING = 'x'.repeat(8_000);

/** The ids of each conversation's deliveries, in the order in which they were taken. */
export type Taken = Map<string, string[]>;

const keyOf = (conversation: string) =>
  partitionKey({ workspace: WORKSPACE, vendor: 'intercom', conversation });

const bodyOf = (id: string, conversation: string): string =>
  JSON.stringify({
    topic: 'conversation.deleted',
    id,
    data: { item: { conversation_id: conversation } },
    padding: PADDING,
  });

/** What ingress puts into the spool for a delivery that it took. */
export const spooledDraft = (id: string, conversation: string): Draft => {
  const subject = keyOf(conversation);
  return encodeWebhook({
    envelope: {
      id: derivedId('wh', WORKSPACE, 'intercom', id, 1),
      type: WEBHOOK_TYPE,
      source: '/ingress',
      subject,
      time: systemClock.now(),
      schemaVersion: 1,
      correlationId: id,
      causationId: id,
    },
    workspace: WORKSPACE,
    vendor: 'intercom',
    deliveryId: id,
    vendorTopic: 'conversation.deleted',
    attempt: 1,
    body: Buffer.from(bodyOf(id, conversation)),
  });
};

/** Conversations that go on while ingress is killed: the next delivery only after the last one was taken. */
export const converse = (
  door: string,
  conversations: readonly string[],
): { stop(): Promise<Taken> } => {
  const done = new AbortController();
  const taken: Taken = new Map();
  const one = async (conversation: string): Promise<void> => {
    const ids: string[] = [];
    taken.set(keyOf(conversation), ids);
    for (let nth = 0; !done.signal.aborted; nth += 1) {
      const id = `${conversation}-live-${nth}`;
      while (!(await post(door, id, conversation))) await systemClock.sleep(100);
      ids.push(id);
      await systemClock.sleep(150, done.signal).catch(() => undefined);
    }
  };
  const working = Promise.all(conversations.map(one));
  return {
    stop: async () => {
      done.abort(new Error('enough'));
      await working;
      return taken;
    },
  };
};

/** Whether it was taken; what died with its answer is sent again, as vendors do. */
const post = async (door: string, id: string, conversation: string): Promise<boolean> => {
  const body = bodyOf(id, conversation);
  const signature = `sha1=${createHmac('sha1', SECRET).update(body).digest('hex')}`;
  const headers = { 'content-type': 'application/json', 'x-hub-signature': signature };
  const url = `http://127.0.0.1:${door}/webhooks/intercom/${WORKSPACE}`;
  try {
    const answer = await fetch(url, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
};

export interface Found {
  /** By key, the deliveries in the order of their first records. */
  readonly byKey: ReadonlyMap<string, readonly string[]>;
  readonly records: number;
  readonly repeats: number;
  /** Deliveries whose records differ. */
  readonly strange: readonly string[];
}

/** What the log holds, the first record of each delivery apart from its repeats. */
export const foundIn = async (log: EventLog): Promise<Found> => {
  const byKey = new Map<string, string[]>();
  const first = new Map<string, string>();
  const strange: string[] = [];
  let records = 0;
  for await (const record of eachRecord(log, TOPICS.webhooks)) {
    records += 1;
    const { deliveryId, whole } = deliveryIn(record);
    const known = first.get(deliveryId);
    if (known !== undefined && known !== whole) strange.push(deliveryId);
    if (known !== undefined) continue;
    first.set(deliveryId, whole);
    byKey.set(record.key, [...(byKey.get(record.key) ?? []), deliveryId]);
  }
  return { byKey, records, repeats: records - first.size, strange };
};

const deliveryIn = (record: LogRecord): { readonly deliveryId: string; readonly whole: string } => {
  const decoded = decodeWebhook(record);
  if (!decoded.ok) throw new Error(`a record of ${record.key} is unreadable: ${decoded.because}`);
  const { deliveryId, envelope } = decoded.value;
  return { deliveryId, whole: `${record.key} ${envelope.id} ${String(record.value)}` };
};
