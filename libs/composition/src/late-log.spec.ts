import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { InfraError, noLogger } from '@deskstream/kernel';
import type { Draft, EventLog } from '@deskstream/port-event-log';
import { Scheduler } from '@deskstream/testing-simulation';
import { openLateLog } from './late-log';

const T0 = 1_790_000_000_000;
const TOPICS = [{ topic: 'in', partitions: 1, cleanup: 'keep' as const }];
const away = new InfraError('EVENT_LOG.UNAVAILABLE', 'no broker at b:9092', true);
const differs = new InfraError('EVENT_LOG.PARTITIONS_DIFFER', 'topic in has 3', false);

/** A log that fails until the test lets it be. */
const world = () => {
  const scheduler = new Scheduler({ seed: 1, startAt: T0 });
  const { clock } = scheduler.process('late', { immune: true });
  const memory = createMemoryEventLog({ clock, broker: createMemoryBroker() });
  const state: { failure: Error | null } = { failure: away };
  const log: EventLog = {
    publish: (drafts) => memory.publish(drafts),
    process: (options) => memory.process(options),
    readTopic: (range) => memory.readTopic(range),
    ends: (topic) => memory.ends(topic),
    committed: (group, topic) => memory.committed(group, topic),
    close: () => memory.close(),
    provision: (topics) =>
      state.failure === null ? memory.provision(topics) : Promise.reject(state.failure),
  };
  const opening = openLateLog({
    log,
    where: 'Kafka at b:9092',
    topics: TOPICS,
    clock,
    logger: noLogger,
  });
  const untilSecond = (second: number) => scheduler.run(() => false, T0 + second * 1_000);
  const settle = async <T>(work: Promise<T>): Promise<T> => {
    let done = false;
    const noted = () => (done = true);
    work.then(noted, noted);
    await scheduler.run(() => done, scheduler.now() + 60_000);
    return work;
  };
  return { state, opening, untilSecond, settle, now: () => scheduler.now() - T0 };
};

const draft = (text: string): Draft => ({
  topic: 'in',
  key: 'k',
  headers: {},
  value: new TextEncoder().encode(text),
});

describe('a log that is away at the start', () => {
  it('is waited for a moment, and then refuses at once until it is reached', async () => {
    const { state, opening, untilSecond, settle, now } = world();
    const log = await settle(opening);
    expect(now()).toBe(3_000);
    await expect(log.publish([draft('early')])).rejects.toMatchObject({
      code: 'EVENT_LOG.UNAVAILABLE',
      transient: true,
      message: 'the log was not reached since the start: no broker at b:9092',
    });
    await expect(log.ends('in')).rejects.toMatchObject({ transient: true });
    state.failure = null;
    await untilSecond(20);
    await settle(log.publish([draft('late')]));
    expect(await log.ends('in')).toEqual([{ partition: 0, start: 0, end: 1 }]);
    await log.close();
  });

  it('is consumed as soon as it is there', async () => {
    const { state, opening, untilSecond, settle } = world();
    const log = await settle(opening);
    const seen: string[] = [];
    const processing = await log.process({
      group: 'g',
      topic: 'in',
      openLane: async () => ({
        handle: async (batch) => {
          seen.push(...batch.map(({ value }) => new TextDecoder().decode(value ?? undefined)));
          return [];
        },
      }),
    });
    expect(processing.lanes()).toEqual([]);
    state.failure = null;
    await untilSecond(20);
    await settle(processing.ready());
    await settle(log.publish([draft('late')]));
    await untilSecond(30);
    expect(seen).toEqual(['late']);
    await settle(processing.stop());
    await log.close();
  });

  it('that nobody can ever use ends the start, and later is refused for good', async () => {
    const first = world();
    first.state.failure = differs;
    await expect(first.settle(first.opening)).rejects.toBe(differs);
    const { state, opening, untilSecond, settle } = world();
    const log = await settle(opening);
    state.failure = differs;
    await untilSecond(20);
    await expect(log.ends('in')).rejects.toBe(differs);
    await log.close();
  });

  it('is closed while it is away', async () => {
    const { opening, settle } = world();
    const log = await settle(opening);
    const processing = await log.process({ group: 'g', topic: 'in', openLane: never });
    await processing.stop();
    await settle(log.close());
    await expect(log.publish([draft('late')])).rejects.toMatchObject({ transient: true });
  });
});

const never = () => Promise.reject(new Error('no lane may open'));
