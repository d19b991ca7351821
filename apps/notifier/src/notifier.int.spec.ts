import { randomUUID } from 'node:crypto';
import { createPostgresEventLog } from '@deskstream/adapter-event-log-postgres';
import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import type { Clock } from '@deskstream/kernel';
import { noLogger, systemClock } from '@deskstream/kernel';
import { withValues } from '@deskstream/platform-config';
import { createService } from '@deskstream/platform-nest';
import type { Service } from '@deskstream/platform-nest';
import { createPool } from '@deskstream/platform-postgres';
import { startTelemetry } from '@deskstream/platform-telemetry';
import type { EventLog, LogRecord } from '@deskstream/port-event-log';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase, until } from '@deskstream/testing-harness';
import { NotifierModule } from './app.module';
import { NotifierConfig } from './config';
import { NOTIFIER_GROUP } from './handoffs.controller';
import { startChannel } from './testing/channel';
import { handoff, keyOf } from './testing/events';

const TWO_HOURS = 7_200_000;
const earlier: Clock = { ...systemClock, now: () => systemClock.now() - TWO_HOURS };

describe('the notifier on a log in PostgreSQL', () => {
  const namespace = `n${randomUUID().slice(0, 8)}`;
  const schema = `deskstream_${namespace}`;
  let database: TestDatabase;
  let channel: Awaited<ReturnType<typeof startChannel>>;
  let log: EventLog;
  const running: Service[] = [];
  const fatal: unknown[] = [];

  const logAt = (clock: Clock) => createPostgresEventLog({ url: database.url, schema, clock });

  const start = async () => {
    const config = withValues(new NotifierConfig(), {
      DATABASE_URL: database.url,
      DESKSTREAM_NAMESPACE: namespace,
      DESKSTREAM_PARTITIONS: 1,
      NOTIFIER_URL: channel.url,
      CONSOLE_URL: 'https://desk.example.com',
    });
    const telemetry = await startTelemetry('notifier');
    const platform = { name: 'notifier', config, clock: systemClock, logger: noLogger, telemetry };
    const service = await createService({
      platform,
      module: NotifierModule.register(platform),
      onFatal: (error) => fatal.push(error),
    });
    running.push(service);
    const url = await service.listen(0, '127.0.0.1');
    let ready = '';
    await until(
      async () => {
        const answer = await fetch(`${url}/readyz`);
        ready = await answer.text();
        return answer.status === 200 || fatal.length > 0;
      },
      { describe: () => ready },
    );
    expect(fatal).toEqual([]);
    return { url, stop: () => service.stop() };
  };

  const committed = async () => (await log.committed(NOTIFIER_GROUP, TOPICS.events))[0]?.next ?? 0;
  const handledAll = async () => {
    const [end] = await log.ends(TOPICS.events);
    await until(async () => (await committed()) === end?.end);
  };
  /** Of each post, the conversation it is about. */
  const told = () => channel.posted.map((body) => /intercom%2F(\w+)/.exec(body)?.[1]);

  beforeAll(async () => {
    database = await testDatabase();
    channel = await startChannel();
    log = logAt(systemClock);
    await log.provision(topicCatalogue(1));
  }, 120_000);

  afterEach(async () => {
    for (const service of running.splice(0)) await service.stop();
    channel.posted.length = 0;
  }, 60_000);

  afterAll(async () => {
    await log.close();
    await channel.stop();
    const pool = createPool({ url: database.url, max: 1 });
    await pool.query(`drop schema if exists ${schema} cascade`);
    await pool.end();
    await database.drop();
  }, 60_000);

  it('S098: tells each handoff once, asks a busy channel again, parks what is refused, skips what is old', async () => {
    const past = logAt(earlier);
    await past.publish([handoff(keyOf('old'))]);
    await past.close();
    channel.answers.push({ status: 200 }, { status: 503 }, { status: 200 }, { status: 400 });
    const { url } = await start();
    await log.publish(['first', 'busy', 'refused', 'last'].map((id) => handoff(keyOf(id))));
    await handledAll();
    expect(told()).toEqual(['first', 'busy', 'busy', 'refused', 'last']);
    expect(channel.posted.join()).not.toContain('4111');
    const parked = await read(log, TOPICS.deadLetters);
    expect(
      parked.map(({ key, headers }) => [key, headers['dl_step'], headers['dl_because']]),
    ).toEqual([[keyOf('refused'), NOTIFIER_GROUP, 'NOTIFIER.REFUSED the channel answered 400']]);
    expect(JSON.stringify(parked.map(({ headers }) => headers))).not.toContain('s3cret');
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/deskstream_notices_total\{.*outcome="told".*\} 3/);
  }, 120_000);

  it('goes on where it was, and stops while a busy channel is waited for', async () => {
    const before = await start();
    await log.publish([handoff(keyOf('again'))]);
    await handledAll();
    await before.stop();
    expect(told()).toEqual(['again']);

    channel.answers.push({ status: 429, headers: { 'retry-after': '600' } });
    const waiting = await start();
    await log.publish([handoff(keyOf('later'))]);
    await until(() => told().length === 2);
    const position = await committed();
    await waiting.stop();
    expect(await committed()).toBe(position);

    await start();
    await handledAll();
    expect(told()).toEqual(['again', 'later', 'later']);
  }, 120_000);
});

const read = async (log: EventLog, topic: string): Promise<LogRecord[]> => {
  const records: LogRecord[] = [];
  for await (const record of log.readTopic({ topic, partition: 0, from: 0, to: 1_000 }))
    records.push(record);
  return records;
};
