import { systemClock } from '@deskstream/kernel';
import { kafkaAvailable } from '@deskstream/testing-harness';
import type { Random } from '@deskstream/testing-simulation';
import { checkHistory, seededRandom } from '@deskstream/testing-simulation';
import { summarise } from '../summary';
import type { Installation } from './installation';
import { install } from './installation';
import { observe } from './observe';
import { comeToRest, untilReady } from './settle';
import { converse } from './traffic';

const { CONVERSATIONS = '60', CRASH_SEED } = process.env;
const conversations = Number(CONVERSATIONS);
const seed = CRASH_SEED === undefined ? systemClock.now() % 1_000_000 : Number(CRASH_SEED);
const KILLS = 6 + Math.floor(conversations / 20);
const BOUND_MS = 360_000 + conversations * 600;

describe('real Kafka, real PostgreSQL, two processes of each service', () => {
  let installation: Installation;
  const random = seededRandom(seed);

  beforeAll(async () => {
    const kafka = await kafkaAvailable();
    if (!kafka.ok) throw new Error(`this suite needs Kafka: ${kafka.because}`);
    installation = await install(seed);
    await untilReady(installation, 270_000);
  });

  afterAll(() => installation.stop());

  it(
    `keeps P1 to P8 while processes are killed (${conversations} conversations, CRASH_SEED=${seed})`,
    async () => {
      await Promise.all([
        converse(installation, random, (count) => count >= conversations),
        killAtRandom(installation, seededRandom(seed + 1)),
      ]);
      const liveness = await comeToRest(installation, BOUND_MS);
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

const killAtRandom = async ({ services }: Installation, random: Random): Promise<void> => {
  for (let nth = 0; nth < KILLS; nth += 1) {
    await systemClock.sleep(random.between(500, 3_500));
    const victim = services[random.below(services.length)];
    await victim?.kill('SIGKILL');
    await systemClock.sleep(random.between(100, 2_000));
    victim?.start();
  }
};
