import { decodeWebhook } from '@deskstream/contracts';
import { systemClock } from '@deskstream/kernel';
import { kafkaAvailable } from '@deskstream/testing-harness';
import type { Observations } from '@deskstream/testing-simulation';
import { checkHistory, seededRandom } from '@deskstream/testing-simulation';
import { summarise } from '../summary';
import type { Installation } from './installation';
import { install } from './installation';
import { observe } from './observe';
import type { Outage } from './outages';
import {
  brokerKilled,
  disconnections,
  everything,
  freeze,
  killings,
  serviceGone,
  sleeper,
} from './outages';
import { projectionsOf } from './projections';
import { comeToRest, untilReady } from './settle';
import { converse } from './traffic';

/** 0: the short form, one process of each service. Each round of the long form has every outage, with two. */
const rounds = Number(process.env['OUTAGE_ROUNDS'] ?? 0);
const { CRASH_SEED } = process.env;
const seed = CRASH_SEED === undefined ? systemClock.now() % 1_000_000 : Number(CRASH_SEED);
const BOUND_MS = 360_000;

const SHORT = [everything];
const LONG = [
  ...[killings, serviceGone, disconnections(10), freeze(5_000, 25_000)],
  ...[brokerKilled, sleeper, everything],
];

describe('everything fails at once', () => {
  let installation: Installation;
  const random = seededRandom(seed);

  beforeAll(async () => {
    const kafka = await kafkaAvailable();
    if (!kafka.ok) throw new Error(`this suite needs Kafka: ${kafka.because}`);
    installation = await install(seed, {
      apps: ['ingress', 'dedup', 'conversation-orchestrator', 'vendor-dispatcher', 'audit'],
      replicas: rounds === 0 ? 1 : 2,
      ownKafka: true,
      restarts: true,
      env: { ACCESS: 'open' },
    });
    await untilReady(installation, 270_000);
  });

  afterAll(() => installation.stop());

  it(
    `keeps P1 to P8, and every service is ready again (OUTAGE_ROUNDS=${rounds}, CRASH_SEED=${seed})`,
    async () => {
      const done = new AbortController();
      const conversing = converse(installation, seededRandom(seed + 1), () => done.signal.aborted);
      const outages = rounds === 0 ? SHORT : Array.from({ length: rounds }, () => LONG).flat();
      for (const outage of outages) await survived(outage);
      done.abort();
      const conversations = await conversing;
      await untilReady(installation, BOUND_MS);
      const liveness = await comeToRest(installation, BOUND_MS);
      const observed = {
        ...(await observe(installation, liveness)),
        projections: await projectionsOf(installation, BOUND_MS),
      };
      summarise(
        `outages: seed ${seed}, ${outages.length} outages, ${conversations} conversations, ${observed.events.length} events, ` +
          `${observed.effects.length} effects, at rest after ${liveness.settledAfterMs ?? 'no'} ms`,
      );
      expect(checkHistory(observed)).toEqual([]);
      expect(lostOf(observed)).toEqual([]);
      expect(new Set(observed.events.map(({ key }) => key)).size).toBe(conversations);
      expect(observed.deadLetters.map(({ headers }) => headers)).toEqual([]);
      expect(installation.services.flatMap(({ endings }) => endings)).toEqual([]);
    },
    (15 + rounds * 20) * 60_000,
  );

  /** The next outage begins when all are well, and traffic goes on meanwhile. */
  const survived = async ({ name, happen }: Outage): Promise<void> => {
    await happen(installation, random);
    const over = systemClock.now();
    const last = await untilReady(installation, BOUND_MS);
    summarise(
      `outages: ${name}, all ready ${systemClock.now() - over} ms later; last ${last.join(', ') || 'nobody'}`,
    );
  };
});

/** Deliveries that were sent and are not in the log: the help desk sends again for longer than any outage lasts. */
const lostOf = ({ attempts, webhooks }: Observations): readonly string[] => {
  const kept = new Set(
    webhooks.flatMap((record) => {
      const decoded = decodeWebhook(record);
      return decoded.ok ? [decoded.value.deliveryId] : [];
    }),
  );
  return attempts.map(({ deliveryId }) => deliveryId).filter((id) => !kept.has(id));
};
