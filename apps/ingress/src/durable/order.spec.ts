import { describe, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import {
  createMemorySpoolState,
  createMemoryWebhookSpool,
} from '@deskstream/adapter-stores-memory';
import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, noTelemetry } from '@deskstream/kernel';
import type { Draft } from '@deskstream/port-event-log';
import type { WebhookSpool } from '@deskstream/port-webhook-spool';
import type { SimulatedProcess } from '@deskstream/testing-simulation';
import { Scheduler, noFaults } from '@deskstream/testing-simulation';
import { defaultSpoolLimits as limits } from '../limits';
import { createCircuit } from './circuit';
import type { WriteDurably } from './durable-writer';
import { SpoolView } from './spool-view';
import { spoolingWriter } from './spooling-writer';
import { startDrainer } from './start-drainer';

const KEYS = ['acme/intercom/1', 'acme/intercom/2', 'acme/intercom/3'];
const T0 = 1_790_000_000_000;
const MINUTE = 60_000;

/** The log of one replica fails at random, that of the other, too; the spool answers, late at times. */
const world = (seed: number, blind = false) => {
  const scheduler = new Scheduler({ seed, startAt: T0 });
  const broker = createMemoryBroker();
  broker.provision(topicCatalogue(2));
  const state = createMemorySpoolState();
  const acknowledged = new Map<string, string[]>();
  const replica = (name: string): { process: SimulatedProcess; write: WriteDurably } => {
    const process = scheduler.process(name);
    const calm = scheduler.process(`${name}-spool`, { immune: true });
    process.onCrash(() => {
      calm.crash();
      state.draining = false;
    });
    const { clock } = process;
    const log = createMemoryEventLog({ clock, broker, processName: name, at: process.at });
    process.onCrash(() => log.crash());
    const real = createMemoryWebhookSpool({ clock, state, at: calm.at });
    const spool: WebhookSpool = {
      add: (drafts) => real.add(drafts),
      waiting: (keys) => (blind ? Promise.resolve(new Set()) : real.waiting(keys)),
      drain: (terms, append) => real.drain(terms, append),
      size: () => real.size(),
    };
    const circuit = createCircuit({ clock, logger: noLogger });
    const view = new SpoolView({ spool, clock, limits });
    const deps = { log, spool, clock, circuit, view, limits, telemetry: noTelemetry };
    startDrainer({ ...deps, logger: noLogger });
    return { process, write: spoolingWriter(deps) };
  };
  return { scheduler, broker, state, acknowledged, replica };
};

/** One delivery after the other, each to any replica, the next after the 200 of the last. */
const converse = async (
  { scheduler, acknowledged }: ReturnType<typeof world>,
  key: string,
  doors: readonly { readonly write: WriteDurably }[],
): Promise<void> => {
  const { clock } = scheduler.process(`customer ${key}`, { immune: true });
  const ids: string[] = [];
  acknowledged.set(key, ids);
  for (let at = 0; at < 25; at += 1) {
    const id = `${key}#${at}`;
    const door = doors[scheduler.random.below(doors.length)];
    const late = clock.sleep(20_000).then(() => 'late');
    const answer = door?.write([draftOf(key, id)]).then(
      () => 'stored',
      () => 'refused',
    );
    if ((await Promise.race([answer, late])) === 'stored') ids.push(id);
    await clock.sleep(scheduler.random.between(1, 1_500));
  }
};

const draftOf = (key: string, id: string): Draft => ({
  topic: TOPICS.webhooks,
  key,
  headers: { ce_id: id },
  value: new TextEncoder().encode(id),
});

/** First occurrences, as dedup sees them. */
const idsOf = ({ broker }: ReturnType<typeof world>, key: string): readonly string[] => [
  ...new Set(
    broker
      .records(TOPICS.webhooks)
      .flat()
      .filter((record) => record.key === key)
      .map(({ headers }) => headers['ce_id'] ?? ''),
  ),
];

/** By key: what was answered with 200, and what of it the log has, in its order. */
const talkThrough = async (seed: number, blind = false) => {
  const built = world(seed, blind);
  const { scheduler } = built;
  const [one, two] = [built.replica('one'), built.replica('two')];
  scheduler.rates = { fail: 0.25, crash: 0, delay: 0.15, freeze: 0 };
  let talking = KEYS.length;
  for (const key of KEYS) void converse(built, key, [one, two]).finally(() => (talking -= 1));
  const talked = await scheduler.run(() => talking === 0, T0 + 60 * MINUTE);
  // One replica dies with whatever it is at; the other drains what is left.
  one.process.crash();
  scheduler.rates = noFaults;
  const empty = () => built.state.rows.length === 0;
  const drained = await scheduler.run(empty, scheduler.now() + 5 * MINUTE);
  if (!talked || !drained) throw new Error(`seed ${seed} came to no end`);
  return [...built.acknowledged].map(([key, ids]) => ({
    ids,
    stored: idsOf(built, key).filter((id) => ids.includes(id)),
  }));
};

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

describe('deliveries of one conversation, through replicas whose logs come and go', () => {
  it.each(SEEDS)(
    'none that was answered with 200 is lost or overtaken, with seed %i',
    async (seed) => {
      for (const { ids, stored } of await talkThrough(seed)) {
        expect(ids.length).toBeGreaterThan(20);
        expect(stored).toEqual(ids);
      }
    },
  );

  it('would be overtaken if the spool were not asked first', async () => {
    let overtaken = 0;
    for (const seed of SEEDS)
      for (const { ids, stored } of await talkThrough(seed, true))
        if (String(ids) !== String(stored)) overtaken += 1;
    expect(overtaken).toBeGreaterThan(0);
  });
});
