import { createPostgresWebhookSpool } from '@deskstream/adapter-stores-postgres';
import { partitionKey, systemClock } from '@deskstream/kernel';
import type { WebhookSpool } from '@deskstream/port-webhook-spool';
import { kafkaAvailable, until } from '@deskstream/testing-harness';
import type { Random } from '@deskstream/testing-simulation';
import { seededRandom } from '@deskstream/testing-simulation';
import { summarise } from '../summary';
import type { Installation } from './installation';
import { install, WORKSPACE } from './installation';
import type { ServiceProcess } from './service-process';
import { converse, foundIn, spooledDraft } from './spooled';
import type { Taken } from './spooled';

const { CRASH_SEED } = process.env;
const seed = CRASH_SEED === undefined ? systemClock.now() % 1_000_000 : Number(CRASH_SEED);
const KILLS = 5;
const ROWS = 6_000;
const CONVERSATIONS = Array.from({ length: 40 }, (_, at) => `s${at}`);

describe('ingress that is killed while it drains the spool, on real Kafka and PostgreSQL', () => {
  let installation: Installation;
  let spool: WebhookSpool;

  beforeAll(async () => {
    const kafka = await kafkaAvailable();
    if (!kafka.ok) throw new Error(`this suite needs Kafka: ${kafka.because}`);
    installation = await install(seed, { apps: ['ingress'], replicas: 1 });
    await ingressOf(installation).kill();
    const { pool, schema } = installation.parts;
    spool = createPostgresWebhookSpool({ pool, schema });
  });

  afterAll(() => installation.stop());

  it(`loses nothing, keeps each conversation in order and repeats only what is known (CRASH_SEED=${seed})`, async () => {
    const taken = await fill(spool);
    const ingress = ingressOf(installation);
    const living = converse(ingress.spec.env['INGRESS_PORT'] ?? '', CONVERSATIONS);
    ingress.start();
    await killWhileDraining(ingress, spool, seededRandom(seed));
    await until(async () => (await spool.size()).rows === 0, {
      timeoutMs: 360_000,
      describe: () => ingress.said,
    });
    for (const [key, ids] of await living.stop()) taken.get(key)?.push(...ids);
    await until(async () => (await spool.size()).rows === 0, {
      timeoutMs: 180_000,
      describe: () => ingress.said,
    });
    const { byKey, records, repeats, strange } = await foundIn(installation.parts.log);
    const sent = [...taken.values()].flat();
    summarise(
      `spool: seed ${seed}, ${KILLS} kills while draining, ${sent.length} deliveries, ${records} records, ${repeats} repeats`,
    );
    expect(sent.length).toBeGreaterThan(ROWS);
    expect(strange).toEqual([]);
    for (const [key, ids] of taken) expect({ key, ids: byKey.get(key) }).toEqual({ key, ids });
  }, 900_000);
});

const ingressOf = ({ services: [ingress] }: Installation): ServiceProcess => {
  if (ingress === undefined) throw new Error('ingress was not installed');
  return ingress;
};

/** As after an outage: many deliveries of many conversations wait, in turn. */
const fill = async (spool: WebhookSpool): Promise<Taken> => {
  const taken: Taken = new Map();
  for (let nth = 0; nth < ROWS / CONVERSATIONS.length; nth += 1) {
    await spool.add(CONVERSATIONS.map((each) => spooledDraft(`${each}-${nth}`, each)));
    for (const conversation of CONVERSATIONS) {
      const key = partitionKey({ workspace: WORKSPACE, vendor: 'intercom', conversation });
      taken.set(key, [...(taken.get(key) ?? []), `${conversation}-${nth}`]);
    }
  }
  return taken;
};

/** Each time after it moved something, at some moment of a batch, and long before it is through. */
const killWhileDraining = async (
  ingress: ServiceProcess,
  spool: WebhookSpool,
  random: Random,
): Promise<void> => {
  for (let nth = 0; nth < KILLS; nth += 1) {
    const before = (await spool.size()).rows;
    await until(async () => (await spool.size()).rows < before, {
      timeoutMs: 180_000,
      everyMs: 5,
      describe: () => ingress.said,
    });
    await systemClock.sleep(random.between(0, 40));
    await ingress.kill('SIGKILL');
    expect((await spool.size()).rows).toBeGreaterThan(0);
    ingress.start();
  }
};
