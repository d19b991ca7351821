import { systemClock } from '@deskstream/kernel';
import { kafkaAvailable, until } from '@deskstream/testing-harness';
import type { Liveness, Random } from '@deskstream/testing-simulation';
import { checkHistory, seededRandom } from '@deskstream/testing-simulation';
import { summarise } from '../summary';
import type { Installation } from './installation';
import { install, WORKSPACE } from './installation';
import { isRest, observe, restOf } from './observe';

const { CONVERSATIONS = '60', CRASH_SEED } = process.env;
const conversations = Number(CONVERSATIONS);
const seed = CRASH_SEED === undefined ? systemClock.now() % 1_000_000 : Number(CRASH_SEED);
const KILLS = 6 + Math.floor(conversations / 20);
const BOUND_MS = 360_000 + conversations * 600;
const WORDS = [
  'Where is my export?',
  'How do I reset my password?',
  'I want to talk to a person.',
  'zxqv?',
] as const;

describe('real Kafka, real PostgreSQL, two processes of each service', () => {
  let installation: Installation;
  const random = seededRandom(seed);

  beforeAll(async () => {
    const kafka = await kafkaAvailable();
    if (!kafka.ok) throw new Error(`this suite needs Kafka: ${kafka.because}`);
    installation = await install(seed);
    await until(allReady(installation), { timeoutMs: 270_000, describe: said(installation) });
  }, 540_000);

  afterAll(() => installation.stop(), 180_000);

  it(
    `keeps P1 to P8 while processes are killed (${conversations} conversations, CRASH_SEED=${seed})`,
    async () => {
      await Promise.all([
        play(installation, random),
        killAtRandom(installation, seededRandom(seed + 1)),
      ]);
      const liveness = await comeToRest(installation);
      const observed = await observe(installation, liveness);
      summarise(
        `crash: seed ${seed}, ${KILLS} kills, ${observed.webhooks.length} webhooks, ${observed.events.length} events, ` +
          `${observed.effects.length} effects, at rest after ${liveness.settledAfterMs ?? 'no'} ms`,
      );
      expect(checkHistory(observed)).toEqual([]);
      expect(observed.events.length).toBeGreaterThan(conversations * 3);
    },
    15 * 60_000,
  );
});

const allReady =
  ({ services }: Installation) =>
  async () =>
    (await Promise.all(services.map((service) => service.isReady()))).every(Boolean);

const said =
  ({ services }: Installation) =>
  () =>
    services.map((service) => service.said).join('\n');

/** Customers write, some of them twice; now and then a teammate steps in. */
const play = async ({ desk }: Installation, random: Random): Promise<void> => {
  const workspace = desk.workspaces.get(WORKSPACE);
  if (!workspace) throw new Error('the desk has no workspace');
  for (let nth = 1; nth <= conversations; nth += 1) {
    const { conversation } = workspace.desk.customerStarts(`${random.pick(WORDS)} (${nth})`);
    await systemClock.sleep(random.between(20, 400));
    if (random.chance(0.4))
      workspace.desk.customerReplies(conversation, `Still: ${random.pick(WORDS)} (${nth})`);
    if (random.chance(0.15))
      workspace.desk.assign(conversation, workspace.desk.authorOf('7700101'), {
        type: 'admin',
        id: '7700101',
      });
  }
};

const killAtRandom = async ({ services }: Installation, random: Random): Promise<void> => {
  for (let nth = 0; nth < KILLS; nth += 1) {
    await systemClock.sleep(random.between(500, 3_500));
    const victim = services[random.below(services.length)];
    await victim?.kill('SIGKILL');
    await systemClock.sleep(random.between(100, 2_000));
    victim?.start();
  }
};

/** Every webhook delivered or given up, nothing unread, no work open. */
const comeToRest = async (installation: Installation): Promise<Liveness> => {
  const since = systemClock.now();
  await installation.desk.workspaces.get(WORKSPACE)?.sender.idle();
  let rest = await restOf(installation);
  const settled = async () => isRest((rest = await restOf(installation)));
  const inTime = await until(settled, {
    timeoutMs: BOUND_MS,
    describe: () => JSON.stringify(rest),
  }).then(
    () => true,
    () => false,
  );
  if (!inTime) process.stdout.write(`${said(installation)()}\n`);
  return { ...rest, settledAfterMs: inTime ? systemClock.now() - since : null, boundMs: BOUND_MS };
};
