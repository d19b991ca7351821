import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createKafkaEventLog } from '@deskstream/adapter-event-log-kafka';
import { createPostgresWebhookSpool } from '@deskstream/adapter-stores-postgres';
import { intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import { TOPICS, decodeWebhook, topicCatalogue } from '@deskstream/contracts';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import type { Telemetry } from '@deskstream/kernel';
import { createPool } from '@deskstream/platform-postgres';
import { eachRecord } from '@deskstream/port-event-log';
import type { EventLog } from '@deskstream/port-event-log';
import type { Settings, WorkspaceSettings } from '@deskstream/port-settings';
import type { WebhookSpool } from '@deskstream/port-webhook-spool';
import { startKafka, testDatabase } from '@deskstream/testing-harness';
import type { RunningKafka, TestDatabase } from '@deskstream/testing-harness';
import { startIngress } from './start-ingress';

/** `SPOOL_OUTAGE_S=120` is the long form. */
const OUTAGE_MS = Number(process.env['SPOOL_OUTAGE_S'] ?? 20) * 1_000;
const PER_SECOND = 100;
const CONVERSATIONS = 40;
const SECRET = 'client-secret-for-tests';

const settings: Settings = {
  current: (workspace) => ({
    workspace,
    version: 1,
    rules: {} as WorkspaceSettings['rules'], // ingress reads none
    connections: [],
  }),
  connection: (workspace) => ({
    workspace,
    vendor: 'intercom',
    apiBaseUrl: 'http://127.0.0.1:1',
    accessToken: 'token',
    aiTeammateId: '1',
    signingSecrets: [SECRET],
  }),
  all: () => [],
};

interface Replica {
  readonly url: string;
  readonly log: EventLog;
  readonly spool: WebhookSpool;
  ready(): ReturnType<Awaited<ReturnType<typeof startIngress>>['ready']>;
  stop(): Promise<void>;
}

describe('two replicas of ingress while Kafka is stopped under load', () => {
  let kafka: RunningKafka;
  let database: TestDatabase;
  const replicas: Replica[] = [];
  const counted = new Map<string, number>();
  const telemetry: Telemetry = {
    ...noTelemetry,
    count: (name, by = 1) => void counted.set(name, (counted.get(name) ?? 0) + by),
  };

  const startReplica = async (): Promise<Replica> => {
    const { namespace } = kafka;
    const log = createKafkaEventLog({ brokers: [kafka.brokers], namespace, clientId: 'ingress' });
    const pool = createPool({ url: database.url, max: 4, connectMs: 2_000, statementMs: 5_000 });
    const spool = createPostgresWebhookSpool({ pool, schema: database.schema });
    await log.provision(topicCatalogue(4));
    const ingress = await startIngress({
      ...{ log, spool, settings, telemetry, clock: systemClock, logger: noLogger },
      ...{ vendors: [intercomWebhooks], port: 0 },
    });
    const stop = async () => {
      await ingress.stop();
      await log.close();
      await pool.end();
    };
    return { ...ingress, log, spool, stop };
  };

  beforeAll(async () => {
    kafka = await startKafka({ own: true });
    database = await testDatabase();
    replicas.push(await startReplica(), await startReplica());
  });

  afterAll(async () => {
    for (const replica of replicas) await replica.stop();
    await kafka.stop();
    await database.drop();
  });

  it('refuses none, loses none and keeps the order of each conversation', async () => {
    const [one, two] = replicas as [Replica, Replica];
    const load = startLoad([one.url, two.url]);
    await until(() => load.accepted() > PER_SECOND);
    expect(one.ready()).toEqual({ ok: true });
    await kafka.kill();
    await pause(OUTAGE_MS);
    const atWorst = await one.spool.size();
    expect(one.ready()).toMatchObject({ ok: true, note: expect.stringMatching(/spooling since/) });
    await kafka.restart();
    await until(async () => (await one.spool.size()).rows === 0 && one.ready().ok);
    await until(() => !('note' in one.ready()) && !('note' in two.ready()));
    const sent = await load.stop();
    await until(async () => (await one.spool.size()).rows === 0);
    const found = await deliveriesIn(one.log);
    const all = [...sent.values()].flat();
    const lost = all.filter((id) => !found.ids.has(id));
    const swapped = [...sent].filter(([key, ids]) => String(found.byKey.get(key)) !== String(ids));
    process.stderr.write(
      `spool: outage ${OUTAGE_MS / 1000} s, sent ${all.length}, refused ${load.refused().length}, ` +
        `lost ${lost.length}, conversations out of order ${swapped.length}, ` +
        `repeated records ${found.records - found.ids.size}, spooled ${counted.get('deskstream.spool.added') ?? 0}, ` +
        `at worst ${atWorst.rows} rows ${atWorst.bytes} bytes, slowest ${Math.round(load.slowest())} ms\n`,
    );
    expect(load.refused()).toEqual([]);
    expect(lost).toEqual([]);
    expect(swapped).toEqual([]);
    expect(counted.get('deskstream.spool.added') ?? 0).toBeGreaterThan(0);
  }, 900_000);
});

/** Each conversation sends its next delivery, to either replica, only after the last one was taken. */
const startLoad = (urls: readonly string[]) => {
  const sent = new Map<string, string[]>();
  const refused: number[] = [];
  const state = { stopping: false, accepted: 0, slowest: 0 };
  const converse = async (conversation: string, offset: number): Promise<void> => {
    const ids: string[] = [];
    sent.set(`acme/intercom/${conversation}`, ids);
    await pause(offset);
    for (let at = 0; !state.stopping; at += 1) {
      const began = performance.now();
      const id = `${conversation}-${at}`;
      const status = await post(urls[(at + offset) % urls.length] ?? '', id, conversation);
      if (status === 200) ids.push(id);
      else refused.push(status);
      state.accepted += 1;
      const took = performance.now() - began;
      state.slowest = Math.max(state.slowest, took);
      await pause(Math.max(0, (CONVERSATIONS / PER_SECOND) * 1_000 - took));
    }
  };
  const working = Array.from({ length: CONVERSATIONS }, (_, at) => converse(`c${at}`, at * 7));
  return {
    accepted: () => state.accepted,
    refused: () => refused,
    slowest: () => state.slowest,
    stop: async () => {
      state.stopping = true;
      await Promise.all(working);
      return sent;
    },
  };
};

const post = async (url: string, id: string, conversation: string): Promise<number> => {
  const item = { conversation_id: conversation };
  const body = JSON.stringify({ topic: 'conversation.deleted', id, data: { item } });
  const signature = `sha1=${createHmac('sha1', SECRET).update(body).digest('hex')}`;
  const headers = { 'content-type': 'application/json', 'x-hub-signature': signature };
  const answer = await fetch(`${url}/webhooks/intercom/acme`, { method: 'POST', headers, body });
  await answer.arrayBuffer();
  return answer.status;
};

/** The first record of each delivery, by key and in the order of the log. */
const deliveriesIn = async (log: EventLog) => {
  const byKey = new Map<string, string[]>();
  const ids = new Set<string>();
  let records = 0;
  for await (const record of eachRecord(log, TOPICS.webhooks)) {
    records += 1;
    const decoded = decodeWebhook(record);
    if (!decoded.ok || ids.has(decoded.value.deliveryId)) continue;
    ids.add(decoded.value.deliveryId);
    byKey.set(record.key, [...(byKey.get(record.key) ?? []), decoded.value.deliveryId]);
  }
  return { byKey, ids, records };
};

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + 90_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('it did not come about within 90 s');
    await pause(50);
  }
};
