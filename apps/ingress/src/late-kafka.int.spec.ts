import { randomBytes } from 'node:crypto';
import { createKafkaEventLog } from '@deskstream/adapter-event-log-kafka';
import { TOPICS, decodeWebhook, topicCatalogue } from '@deskstream/contracts';
import { noLogger, systemClock } from '@deskstream/kernel';
import { withValues } from '@deskstream/platform-config';
import { createService } from '@deskstream/platform-nest';
import type { Service } from '@deskstream/platform-nest';
import { createSealer, parseSecretKeys, startSettings } from '@deskstream/platform-settings';
import { startTelemetry } from '@deskstream/platform-telemetry';
import type { EventLog } from '@deskstream/port-event-log';
import { startKafka, testDatabase, until } from '@deskstream/testing-harness';
import type { RunningKafka, TestDatabase } from '@deskstream/testing-harness';
import { IngressModule } from './app.module';
import { IngressConfig } from './config';
import { freePort, postSigned } from './testing/signed-post';

const SECRET = 'client-secret-for-tests';
const KEY = randomBytes(32).toString('base64');
const PATIENT = { timeoutMs: 60_000 };

const acme = {
  workspace: 'acme',
  connections: [
    {
      vendor: 'intercom',
      apiBaseUrl: 'http://127.0.0.1:1',
      accessToken: 'token',
      signingSecrets: [SECRET],
      aiTeammateId: '1',
    },
  ],
};

interface Ingress {
  readonly service: Service;
  readonly fatal: unknown[];
  readyz(): Promise<{ readonly status: number; readonly body: string }>;
  post(id: string, conversation: string, secret?: string): Promise<number>;
}

describe('ingress that starts while Kafka is away', () => {
  let kafka: RunningKafka;
  let database: TestDatabase;
  const open: Service[] = [];

  const logOf = (): EventLog =>
    createKafkaEventLog({
      brokers: [kafka.brokers],
      namespace: kafka.namespace,
      clientId: 'test',
    });

  const startIngress = async (databaseUrl = database.url): Promise<Ingress> => {
    const door = await freePort();
    const config = withValues(new IngressConfig(), {
      KAFKA_BROKERS: [kafka.brokers],
      DATABASE_URL: databaseUrl,
      DESKSTREAM_NAMESPACE: kafka.namespace,
      DESKSTREAM_PARTITIONS: 4,
      DESKSTREAM_SECRET_KEY: KEY,
      INGRESS_PORT: door,
    });
    const telemetry = await startTelemetry('ingress');
    const platform = { name: 'ingress', config, clock: systemClock, logger: noLogger, telemetry };
    const fatal: unknown[] = [];
    const service = await createService({
      platform,
      module: IngressModule.register(platform),
      onFatal: (error) => fatal.push(error),
    });
    open.push(service);
    const url = await service.listen(0, '127.0.0.1');
    return {
      service,
      fatal,
      readyz: async () => {
        const answer = await fetch(`${url}/readyz`);
        return { status: answer.status, body: await answer.text() };
      },
      post: (id, conversation, secret = SECRET) => postSigned(door, { id, conversation, secret }),
    };
  };

  const ready = ({ readyz }: Ingress) =>
    until(async () => (await readyz()).status === 200, PATIENT);

  beforeAll(async () => {
    kafka = await startKafka({ own: true });
    database = await testDatabase();
  });

  afterEach(async () => {
    for (const service of open.splice(0)) await service.stop();
  });

  afterAll(async () => {
    await kafka.stop();
    await database.drop();
  });

  it('and has never seen settings waits, says so, and does not end', async () => {
    await kafka.kill();
    const ingress = await startIngress();
    await until(async () => /nothing was copied yet/.test((await ingress.readyz()).body), PATIENT);
    expect((await ingress.readyz()).status).toBe(503);
    const nowhere = await startIngress('postgresql://nobody@127.0.0.1:1/none');
    await until(async () => /copy to start from:.*/.test((await nowhere.readyz()).body), PATIENT);
    await kafka.restart();
    await ready(ingress);
    await ready(nowhere);
    expect([...ingress.fatal, ...nowhere.fatal]).toEqual([]);
    const log = logOf();
    for (const { topic, partitions } of topicCatalogue(4))
      expect((await log.ends(topic)).length).toBe(partitions);
    await log.close();
  });

  it('takes genuine webhooks into the spool, is ready, and moves each into the log once, in order', async () => {
    const log = logOf();
    const sealer = createSealer(parseSecretKeys(KEY));
    const settings = await startSettings({ log, sealer, clock: systemClock, logger: noLogger });
    const taught = await startIngress();
    await settings.put(acme);
    await until(async () => (await taught.post('w0', 'c0')) === 200, PATIENT);
    await taught.service.stop();
    await settings.stop();
    await kafka.kill();

    const ingress = await startIngress();
    await ready(ingress);
    const ids = Array.from({ length: 40 }, (_, at) => ({ id: `w${at + 1}`, to: `c${at % 4}` }));
    for (const { id, to } of ids) expect(await ingress.post(id, to)).toBe(200);
    expect(await ingress.post('forged', 'c1', 'another-secret')).toBe(400);
    await until(async () => /40 deliveries wait/.test((await ingress.readyz()).body), PATIENT);

    await kafka.restart();
    await until(async () => (await ingress.readyz()).body === '{"status":"ready"}', PATIENT);
    const found = await deliveriesIn(log);
    await log.close();
    const expected = Map.groupBy([{ id: 'w0', to: 'c0' }, ...ids], ({ to }) => to);
    expect([...found.keys()].length).toBe(4);
    for (const [to, sent] of expected)
      expect(found.get(`acme/intercom/${to}`)).toEqual(sent.map(({ id }) => id));
    expect(ingress.fatal).toEqual([]);
  });
});

/** Every record, by key and in the order of the log. */
const deliveriesIn = async (log: EventLog): Promise<ReadonlyMap<string, readonly string[]>> => {
  const byKey = new Map<string, string[]>();
  for (const { partition, start: from, end: to } of await log.ends(TOPICS.webhooks))
    for await (const record of log.readTopic({ topic: TOPICS.webhooks, partition, from, to })) {
      const decoded = decodeWebhook(record);
      if (!decoded.ok) throw new Error(decoded.because);
      byKey.set(record.key, [...(byKey.get(record.key) ?? []), decoded.value.deliveryId]);
    }
  return byKey;
};
