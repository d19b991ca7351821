import type { RunningDeskSimulator } from '@deskstream/app-desk-simulator';
import type { Parts } from '@deskstream/composition';
import type { RunningKafka, TestDatabase } from '@deskstream/testing-harness';
import { kafkaAvailable, startKafka, testDatabase, until } from '@deskstream/testing-harness';
import { SECRET_KEY, customers, nothingLost, openDesk, openSame, seed, statusesOf } from './desk';
import { dataFolder, freePorts, removed } from './places';
import { Program, endPrograms } from './program';

type Five = [Program, Program, Program, Program, Program];

describe('Kafka that is away', () => {
  let kafka: RunningKafka;
  let database: TestDatabase;
  let data: string;
  let desk: RunningDeskSimulator | undefined;
  let parts: Parts | undefined;

  beforeAll(async () => {
    const available = await kafkaAvailable();
    if (!available.ok) throw new Error(`this suite needs Kafka: ${available.because}`);
    kafka = await startKafka({ own: true });
    database = await testDatabase();
    data = await dataFolder();
  });

  afterEach(async () => {
    await endPrograms();
    await parts?.close();
    await desk?.stop();
    parts = desk = undefined;
  });

  afterAll(async () => {
    await database.drop();
    await kafka.stop();
    await removed(data);
  });

  const envOf = async (): Promise<Record<string, string>> => {
    const [PORT = '', INGRESS_PORT = ''] = await freePorts(2);
    return {
      ...{ PORT, INGRESS_PORT, KAFKA_BROKERS: kafka.brokers, DATABASE_URL: database.url },
      ...{ DESKSTREAM_NAMESPACE: kafka.namespace, DESKSTREAM_SECRET_KEY: SECRET_KEY },
      ...{ DESKSTREAM_DATA: data, DESKSTREAM_DEMO: 'false' },
    };
  };

  it('later, while webhooks come: spooled, not ready with the reason, then on without a restart, nothing lost', async () => {
    const env = await envOf();
    const opened = (desk = await openDesk(env['INGRESS_PORT'] ?? ''));
    const program = new Program({ app: 'deskstream', args: ['start'], env });
    await program.ready();
    const same = (parts = await openSame({
      databaseUrl: database.url,
      brokers: kafka.brokers,
      namespace: kafka.namespace,
    }));
    await seed(same, opened);
    const writing = customers(opened, 150);
    const count = (status: number) => statusesOf(opened).filter((one) => one === status).length;
    const describe = () => program.last;
    await until(async () => count(200) > 8, { timeoutMs: 180_000, describe });
    await kafka.kill();
    await program.unready(/log: /);
    const before = count(200);
    await until(async () => count(200) > before + 8, { timeoutMs: 180_000, describe });
    await kafka.restart();
    await program.ready(120_000);
    await nothingLost(same, opened, await writing.stop(), 300_000);
    expect(await program.stop()).toBe(0);
  }, 900_000);

  it('is waited for at the first start and said once; later ingress and audit work without it, and start, too', async () => {
    await kafka.kill();
    const apps = ['ingress', 'dedup', 'conversation-orchestrator', 'vendor-dispatcher', 'audit'];
    const programs = await Promise.all(
      apps.map(async (app) => new Program({ app, env: await envOf() })),
    );
    const all = (see: (program: Program) => Promise<void>) => Promise.all(programs.map(see));
    await all((program) => program.unready(/Kafka|broker/i));
    await kafka.restart();
    await all((program) => program.ready(120_000));
    await kafka.kill();
    const [ingress, dedup, orchestrator, dispatcher, audit] = programs as Five;
    const workers = [dedup, orchestrator, dispatcher];
    await Promise.all(workers.map((program) => program.unready(/log: /)));
    await Promise.all([ingress.noting(/spooling since/), audit.noting(/log: /)]);
    for (const program of [ingress, dedup, audit]) expect(await program.stop()).toBe(0);
    const again = ['ingress', 'dedup', 'audit'].map(async (app) => {
      return new Program({ app, env: await envOf() });
    });
    const [door, worker, console] = (await Promise.all(again)) as [Program, Program, Program];
    await Promise.all([door.noting(/spooling since/), console.noting(/log: /)]);
    await worker.unready(/Kafka|broker/i);
    await kafka.restart();
    const running = [door, worker, console, orchestrator, dispatcher];
    await Promise.all(running.map((program) => program.ready(120_000)));
    for (const program of running) {
      expect(
        program.lines.filter(({ msg }) => msg === 'cannot start yet, trying again').length,
      ).toBeLessThan(5);
      expect(await program.stop()).toBe(0);
    }
  }, 900_000);
});
