import { systemClock } from '@deskstream/kernel';
import { createPool } from '@deskstream/platform-postgres';
import type { Random } from '@deskstream/testing-simulation';
import type { Installation } from './installation';
import type { ServiceProcess } from './service-process';

/** Something fails for a while; it resolves when it is over, which is before everybody has recovered. */
export interface Outage {
  readonly name: string;
  readonly happen: (installation: Installation, random: Random) => Promise<void>;
}

/** Each process is killed in turn. */
export const killings: Outage = {
  name: 'each service killed in turn',
  happen: async ({ services }, random) => {
    for (const service of services) {
      await killed(service, random.between(100, 1_500));
      await systemClock.sleep(random.between(100, 1_000));
    }
  },
};

/** All replicas of one service are gone at the same time. */
export const serviceGone: Outage = {
  name: 'all replicas of a service killed',
  happen: async ({ services }, random) => {
    const { app } = oneOf(services, random).spec;
    const victims = services.filter(({ spec }) => spec.app === app);
    await Promise.all(victims.map((victim) => killed(victim, random.between(1_000, 6_000))));
  },
};

export const disconnections = (times: number): Outage => ({
  name: `all PostgreSQL connections dropped ${times} times`,
  happen: async (installation, random) => {
    for (let nth = 0; nth < times; nth += 1) {
      await dropConnections(installation);
      await systemClock.sleep(random.between(50, 800));
    }
  },
});

/** The broker takes connections and answers nobody. */
export const freeze = (shortestMs: number, longestMs: number): Outage => ({
  name: 'Kafka frozen',
  happen: ({ kafka }, random) =>
    frozen(kafka, () => systemClock.sleep(random.between(shortestMs, longestMs))),
});

export const brokerKilled: Outage = {
  name: 'Kafka killed',
  happen: async ({ kafka }, random) => {
    await kafka.kill();
    await systemClock.sleep(random.between(500, 12_000));
    await kafka.restart();
  },
};

/** Longer than its group waits for a sign of life: it wakes when another owns its partitions. */
export const sleeper: Outage = {
  name: 'a process that sleeps',
  happen: async ({ services }, random) => {
    const victim = oneOf(services, random);
    victim.pause();
    await systemClock.sleep(random.between(12_000, 18_000));
    victim.resume();
  },
};

/** Each process is killed in turn, PostgreSQL drops everybody again and again, and Kafka freezes halfway. */
export const everything: Outage = {
  name: 'everything at once',
  happen: async (installation, random) => {
    const fail = async (service: ServiceProcess): Promise<void> => {
      await dropConnections(installation);
      await systemClock.sleep(random.between(0, 500));
      await dropConnections(installation);
      await killed(service, random.between(100, 800));
    };
    const [first, second] = inHalves(installation.services, random);
    for (const service of first) await fail(service);
    await frozen(installation.kafka, async () => {
      for (const service of second) await fail(service);
    });
  },
};

const killed = async (victim: ServiceProcess, forMs: number): Promise<void> => {
  await victim.kill('SIGKILL');
  await systemClock.sleep(forMs);
  victim.start();
};

const frozen = async (
  kafka: Installation['kafka'],
  meanwhile: () => Promise<void>,
): Promise<void> => {
  kafka.pause();
  try {
    await meanwhile();
  } finally {
    kafka.resume();
  }
};

/** Everybody's but the one that asks for it, also in the middle of a statement. */
const dropConnections = async ({ database }: Installation): Promise<void> => {
  const pool = createPool({ url: database.url, max: 1 });
  await pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await pool.end();
};

const oneOf = (services: readonly ServiceProcess[], random: Random): ServiceProcess => {
  const service = services[random.below(services.length)];
  if (service === undefined) throw new Error('nothing is installed');
  return service;
};

/** In any order. */
const inHalves = <T>(all: readonly T[], random: Random): readonly [readonly T[], readonly T[]] => {
  const left = [...all];
  const shuffled = all.flatMap(() => left.splice(random.below(left.length), 1));
  const half = Math.floor(shuffled.length / 2);
  return [shuffled.slice(0, half), shuffled.slice(half)];
};
