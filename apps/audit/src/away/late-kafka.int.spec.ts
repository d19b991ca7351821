import { randomBytes } from 'node:crypto';
import { createKafkaEventLog } from '@deskstream/adapter-event-log-kafka';
import { noLogger, systemClock } from '@deskstream/kernel';
import { withValues } from '@deskstream/platform-config';
import { createService } from '@deskstream/platform-nest';
import type { Service } from '@deskstream/platform-nest';
import { createSealer, parseSecretKeys, startSettings } from '@deskstream/platform-settings';
import { startTelemetry } from '@deskstream/platform-telemetry';
import { startKafka, testDatabase, until } from '@deskstream/testing-harness';
import type { RunningKafka, TestDatabase } from '@deskstream/testing-harness';
import { AuditModule } from '../app.module';
import { AuditConfig } from '../config';
import { configureWithConsole } from '../http/configure';

const KEY = randomBytes(32).toString('base64');
const PATIENT = { timeoutMs: 60_000 };

interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Audit {
  get(path: string): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

describe('audit that starts while Kafka is away', () => {
  let kafka: RunningKafka;
  let database: TestDatabase;
  const open: Service[] = [];
  const fatal: unknown[] = [];

  const startAudit = async (): Promise<Audit> => {
    const config = withValues(new AuditConfig(), {
      ACCESS: 'open',
      KAFKA_BROKERS: [kafka.brokers],
      DATABASE_URL: database.url,
      DESKSTREAM_NAMESPACE: kafka.namespace,
      DESKSTREAM_PARTITIONS: 4,
      DESKSTREAM_SECRET_KEY: KEY,
    });
    const telemetry = await startTelemetry('audit');
    const platform = { name: 'audit', config, clock: systemClock, logger: noLogger, telemetry };
    const service = await createService({
      platform,
      module: AuditModule.register(platform),
      configure: (app) => configureWithConsole(app, null),
      onFatal: (error) => fatal.push(error),
    });
    open.push(service);
    const url = await service.listen(0, '127.0.0.1');
    const ask = async (path: string, init?: RequestInit): Promise<Answer> => {
      const answer = await fetch(`${url}${path}`, init);
      return { status: answer.status, body: await answer.text() };
    };
    return {
      get: (path) => ask(path),
      put: (path, body) =>
        ask(path, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      stop: () => service.stop(),
    };
  };

  const ready = ({ get }: Audit) =>
    until(async () => (await get('/readyz')).body === '{"status":"ready"}', PATIENT);
  const readyWithNote = ({ get }: Audit) =>
    until(async () => /"ready".*log: /.test((await get('/readyz')).body), PATIENT);

  beforeAll(async () => {
    kafka = await startKafka({ own: true });
    database = await testDatabase();
    const audit = await startAudit();
    await ready(audit);
    await putSettings();
    await until(async () => (await audit.get('/api/v1/workspaces')).body.includes('acme'), PATIENT);
    await audit.stop();
  });

  const putSettings = async (): Promise<void> => {
    const log = createKafkaEventLog({
      brokers: [kafka.brokers],
      namespace: kafka.namespace,
      clientId: 'test',
    });
    const sealer = createSealer(parseSecretKeys(KEY));
    const settings = await startSettings({ log, sealer, clock: systemClock, logger: noLogger });
    await settings.put({ workspace: 'acme', connections: [] });
    await settings.stop();
    await log.close();
  };

  afterAll(async () => {
    for (const service of open.splice(0)) await service.stop();
    await kafka.stop();
    await database.drop();
  });

  it('is ready, shows what PostgreSQL has, refuses the rest with 503, and recovers by itself', async () => {
    await kafka.kill();
    const audit = await startAudit();
    await readyWithNote(audit);
    expect(await audit.get('/api/v1/sessions')).toMatchObject({ status: 200 });
    expect((await audit.get('/api/v1/workspaces')).body).toContain('acme');
    const operations = await audit.get('/api/v1/operations?silentMs=30000');
    expect(JSON.parse(operations.body)).toMatchObject({ logAway: true, queues: [], waiting: [] });
    expect(JSON.parse((await audit.get('/api/v1/health')).body)).toEqual({
      logAwaySince: expect.any(Number) as unknown,
    });
    for (const path of ['/api/v1/status', '/api/v1/dead-letters']) {
      const refused = await audit.get(path);
      expect(refused.status).toBe(503);
      expect(refused.body).toMatch(/Kafka does not answer since/);
    }
    const put = await audit.put('/api/v1/workspaces/acme', { rules: { enabled: false } });
    expect([put.status, put.body]).toEqual([503, expect.stringMatching(/Kafka does not answer/)]);
    await kafka.restart();
    await ready(audit);
    expect(await audit.get('/api/v1/status')).toMatchObject({ status: 200 });
    expect(await audit.get('/api/v1/health')).toMatchObject({ body: '{"logAwaySince":null}' });
    expect(fatal).toEqual([]);
  });
});
