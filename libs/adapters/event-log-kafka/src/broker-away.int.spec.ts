import { eventually } from '@deskstream/port-event-log/contract';
import { startKafka } from '@deskstream/testing-harness';
import type { RunningKafka } from '@deskstream/testing-harness';
import { createKafkaEventLog } from './kafka-event-log';
import type { KafkaEventLog } from './kafka-event-log';

describe('a broker that goes away and comes back', () => {
  let kafka: RunningKafka;
  let log: KafkaEventLog;
  const seen: string[] = [];
  const warnings: string[] = [];

  const publish = (text: string) =>
    log.publish([{ topic: 'in', key: 'k', headers: {}, value: new TextEncoder().encode(text) }]);
  const published = (text: string) =>
    eventually(
      `${text} is published`,
      () =>
        publish(text).then(
          () => true,
          () => false,
        ),
      180_000,
    );
  /** Its own limit is 1.75 s; that of any other request to a broker 10 s. */
  const refusedInTime = async () => {
    const from = Date.now();
    await expect(publish('away')).rejects.toMatchObject({
      code: 'EVENT_LOG.UNAVAILABLE',
      transient: true,
    });
    expect(Date.now() - from).toBeLessThan(9_000);
  };

  beforeAll(async () => {
    kafka = await startKafka({ own: true });
    const quiet = () => undefined;
    log = createKafkaEventLog({
      brokers: [kafka.brokers],
      namespace: kafka.namespace,
      clientId: 'away',
      sessionTimeoutMs: 1_500,
      logger: {
        debug: quiet,
        info: quiet,
        error: quiet,
        warn: (_, message) => warnings.push(message),
      },
    });
    await log.provision([{ topic: 'in', partitions: 1, cleanup: 'keep' }]);
    await log.process({
      group: 'g',
      topic: 'in',
      openLane: async () => ({
        handle: async (batch) => {
          seen.push(...batch.map(({ value }) => new TextDecoder().decode(value ?? undefined)));
          return [];
        },
      }),
    });
    await published('first');
  });

  afterAll(async () => {
    await log.close();
    await kafka.stop();
  });

  it('is refused in time while the broker answers nothing, and goes on by itself', async () => {
    await eventually('the first is seen', () => seen.includes('first'));
    kafka.pause();
    await refusedInTime();
    kafka.resume();
    await published('after the pause');
    await eventually('it is seen', () => seen.includes('after the pause'), 180_000);
  });

  it('is refused in time while there is no broker, and goes on by itself', async () => {
    await kafka.kill();
    await refusedInTime();
    await eventually(
      'it is said',
      () => warnings.some((text) => text.includes('trying again')),
      180_000,
    );
    await kafka.restart();
    await published('after the restart');
    await eventually('it is seen', () => seen.includes('after the restart'), 180_000);
  }, 540_000);
});
