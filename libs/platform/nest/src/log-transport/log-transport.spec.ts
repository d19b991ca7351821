import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { TOPICS, encodeInput, topicCatalogue } from '@deskstream/contracts';
import type { ConversationInput } from '@deskstream/conversation-domain';
import { noLogger, noTelemetry, retry, skipped } from '@deskstream/kernel';
import type { Clock, Outcome } from '@deskstream/kernel';
import type { Draft, LogRecord } from '@deskstream/port-event-log';
import type { LogContext } from './log-context';
import { LOG_TRANSPORT, LogTransportStrategy } from './log-transport';

const key = 'acme/intercom/c1';
const clock: Clock = { now: () => 0, sleep: () => Promise.resolve() };

const input = (id: string): Draft =>
  encodeInput(
    { id, source: '/test', subject: key, time: 0, correlationId: 'd1', causationId: 'd1' },
    { type: 'DeliverySuppressed', data: suppressed },
  );

const suppressed = {
  deliveryId: 'd1',
  vendorTopic: 'conversation.user.replied',
  because: 'duplicate',
} as const;

type Handle = (message: ConversationInput, context: LogContext) => Outcome | Draft[] | undefined;

const subscribed = async (handle: Handle, pausing: Clock = clock) => {
  @Controller()
  class Subscriber {
    @EventPattern<string>(TOPICS.inputs, LOG_TRANSPORT, { group: 'test.subscriber' })
    on(
      @Payload() message: ConversationInput,
      @Ctx() context: LogContext,
    ): Outcome | Draft[] | undefined {
      return handle(message, context);
    }
  }
  @Module({ controllers: [Subscriber] })
  class SubscriberModule {}
  const log = createMemoryEventLog({ clock });
  await log.provision(topicCatalogue(1));
  const strategy = new LogTransportStrategy({
    log,
    telemetry: noTelemetry,
    logger: noLogger,
    clock: pausing,
    attempts: 3,
  });
  const app = await NestFactory.createMicroservice(SubscriberModule, { strategy, logger: false });
  await app.listen();
  const handled = (group: string, next: number) =>
    until(async () => (await log.committed(group, TOPICS.inputs)).some((at) => at.next >= next));
  const read = async (topic: string): Promise<LogRecord[]> => {
    const records: LogRecord[] = [];
    for await (const record of log.readTopic({ topic, partition: 0, from: 0, to: 1_000 }))
      records.push(record);
    return records;
  };
  return { app, log, strategy, read, handled: (next: number) => handled('test.subscriber', next) };
};

const until = async (condition: () => Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
};

describe('a handler on the log', () => {
  it('gets the decoded message, with record and envelope', async () => {
    const seen: unknown[] = [];
    const { app, log, handled } = await subscribed((message, context) => {
      seen.push([message.type, context.record.key, context.envelope.correlationId]);
      return undefined;
    });
    await log.publish([input('i1')]);
    await handled(1);
    expect(seen).toEqual([['DeliverySuppressed', key, 'd1']]);
    await app.close();
    await log.close();
  });

  it('appends what it returns together with its position', async () => {
    const { app, log, read, handled } = await subscribed(() => [
      { topic: TOPICS.webhooks, key, headers: {}, value: null },
    ]);
    await log.publish([input('i1'), input('i2')]);
    await handled(2);
    expect(await read(TOPICS.webhooks)).toHaveLength(2);
    await app.close();
    await log.close();
  });

  it.each([
    ['asks for a retry', () => retry('not now', 10)],
    [
      'throws',
      () => {
        throw new Error('not now');
      },
    ],
  ] as const)(
    'is asked again within bounds when it %s, then the record is parked',
    async (_what, handle) => {
      let attempts = 0;
      const { app, log, read, handled } = await subscribed(() => {
        attempts += 1;
        return handle();
      });
      await log.publish([input('i1')]);
      await handled(1);
      expect(attempts).toBe(3);
      const [parked] = await read(TOPICS.deadLetters);
      expect(parked?.headers).toMatchObject({ dl_step: 'test.subscriber', dl_attempts: '3' });
      await app.close();
      await log.close();
    },
  );

  it('is not called for a record that cannot be decoded, and the ones behind it pass', async () => {
    const seen: string[] = [];
    const { app, log, read, handled } = await subscribed((message) => {
      seen.push(message.id);
      return skipped('seen');
    });
    await log.publish([{ topic: TOPICS.inputs, key, headers: {}, value: null }, input('i2')]);
    await handled(2);
    expect(seen).toEqual(['i2']);
    expect((await read(TOPICS.deadLetters)).map(({ headers }) => headers['dl_because'])).toEqual([
      expect.stringMatching(/is missing/),
    ]);
    await app.close();
    await log.close();
  });

  it('is told which attempt it is', async () => {
    const seen: number[] = [];
    const { app, log, handled } = await subscribed((_message, { attempt }) => {
      seen.push(attempt);
      return attempt < 3 ? retry('not now', 10) : undefined;
    });
    await log.publish([input('i1')]);
    await handled(1);
    expect(seen).toEqual([1, 2, 3]);
    await app.close();
    await log.close();
  });

  it('that waits for another attempt does not hold up the stop, and nothing is committed', async () => {
    const pause = Promise.withResolvers<undefined>();
    const waits: Clock = {
      now: () => 0,
      sleep: (_ms, signal) =>
        new Promise((_resolve, reject) => {
          pause.resolve(undefined);
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    };
    const { app, log, strategy } = await subscribed(() => retry('not now', 10), waits);
    expect(strategy.ready()).toEqual({ ok: true });
    await log.publish([input('i1')]);
    await pause.promise;
    await app.close();
    expect((await log.committed('test.subscriber', TOPICS.inputs)).map(({ next }) => next)).toEqual(
      [0],
    );
    await log.close();
  });

  it('gives the log and its state to who asks', async () => {
    const { app, log, strategy } = await subscribed(() => undefined);
    expect(strategy.unwrap()).toBe(log);
    const states: string[] = [];
    strategy.status.subscribe((state) => states.push(state));
    await app.close();
    expect(states).toEqual(['connected', 'stopped']);
    await log.close();
  });
});

it('refuses a handler without a group', () => {
  const strategy = new LogTransportStrategy({
    log: createMemoryEventLog({ clock }),
    telemetry: noTelemetry,
    logger: noLogger,
  });
  expect(() =>
    strategy.addHandler(TOPICS.inputs, () => Promise.resolve(undefined as never), true),
  ).toThrow(/needs a topic and a group/);
});
