import { systemClock } from '@deskstream/kernel';
import { eventually } from '@deskstream/port-event-log/contract';
import { startSecuredKafka } from '@deskstream/testing-harness';
import type { SecuredKafka } from '@deskstream/testing-harness';
import { createKafkaEventLog } from './kafka-event-log';
import type { KafkaEventLog, KafkaEventLogOptions } from './kafka-event-log';

type Security = NonNullable<KafkaEventLogOptions['security']>;

/** Longer than the 10 s before the end at which kafkajs logs in again, so that it does so every second. */
const LOGINS_LAST_MS = 11_000;

describe('a broker that is encrypted and asks who it is', () => {
  let kafka: SecuredKafka;
  const open = new Set<KafkaEventLog>();

  const logWith = (brokers: string, security: Security, namespace = 'refused'): KafkaEventLog => {
    const log = createKafkaEventLog({
      ...{ brokers: [brokers], security, namespace },
      clientId: 'secured',
    });
    open.add(log);
    return log;
  };
  const tls = () => ({ authorities: kafka.authorities });
  const publish = (log: KafkaEventLog, text: string) =>
    log.publish([{ topic: 'in', key: 'k', headers: {}, value: new TextEncoder().encode(text) }]);

  /** Everything that a service does: make topics, publish, join a group, fetch, commit a transaction. */
  const startCopying = async (log: KafkaEventLog) => {
    await log.provision([
      { topic: 'in', partitions: 1, cleanup: 'keep' },
      { topic: 'out', partitions: 1, cleanup: 'keep' },
    ]);
    return log.process({
      group: 'copier',
      topic: 'in',
      openLane: async () => ({
        handle: async (batch) => batch.map((record) => ({ ...record, topic: 'out' })),
      }),
    });
  };
  const copies = async (log: KafkaEventLog, texts: readonly string[]): Promise<string[]> => {
    const processing = await startCopying(log);
    for (const text of texts) await publish(log, text);
    await eventually(
      'all are copied',
      async () => (await copied(log)).length >= texts.length,
      90_000,
    );
    await processing.stop();
    return copied(log);
  };
  const copied = async (log: KafkaEventLog): Promise<string[]> => {
    const read: string[] = [];
    for await (const { value } of log.readTopic({ topic: 'out', partition: 0, from: 0, to: 1_000 }))
      read.push(new TextDecoder().decode(value ?? undefined));
    return read;
  };

  beforeAll(async () => {
    kafka = await startSecuredKafka({ loginsLastMs: LOGINS_LAST_MS });
  });

  afterAll(async () => {
    await Promise.all([...open].map((log) => log.close()));
    await kafka.stop();
  });

  it.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const)(
    'carries records for a user who logs in by %s',
    async (mechanism) => {
      const login = { ...kafka.user, mechanism };
      const log = logWith(kafka.withLogin, { tls: tls(), login }, mechanism.toLowerCase());
      await expect(copies(log, ['one', 'two'])).resolves.toEqual(['one', 'two']);
    },
  );

  it('goes on over the end of logins, also for a connection that was silent meanwhile', async () => {
    const login = { ...kafka.user, mechanism: 'SCRAM-SHA-512' as const };
    const busy = logWith(kafka.withLogin, { tls: tls(), login }, 'again');
    const silent = logWith(kafka.withLogin, { tls: tls(), login }, 'again');
    const processing = await startCopying(busy);
    await publish(silent, 'first');
    const sent = ['first'];
    const began = systemClock.now();
    while (systemClock.now() - began < LOGINS_LAST_MS + 1_000) {
      sent.push(`at ${systemClock.now() - began} ms`);
      await publish(busy, sent.at(-1) ?? '');
      await systemClock.sleep(100);
    }
    sent.push('last');
    await publish(silent, 'last');
    await eventually(
      'all are copied',
      async () => (await copied(busy)).length >= sent.length,
      90_000,
    );
    await processing.stop();
    expect(await copied(busy)).toEqual(sent);
  });

  it('carries records for a client with a certificate', async () => {
    const log = logWith(kafka.withCertificate, { tls: { ...tls(), client: kafka.client } }, 'mtls');
    await expect(copies(log, ['one'])).resolves.toEqual(['one']);
  });

  it.each([
    [
      'a wrong password',
      () => kafka.withLogin,
      (): Security => ({
        tls: tls(),
        login: { ...kafka.user, mechanism: 'SCRAM-SHA-512', password: 'another' },
      }),
      'refuses the login',
    ],
    [
      'a wrong password, sent as it is',
      () => kafka.withLogin,
      (): Security => ({
        tls: tls(),
        login: { ...kafka.user, mechanism: 'PLAIN', password: 'another' },
      }),
      'refuses the login',
    ],
    [
      'an authority that it does not know',
      () => kafka.withLogin,
      (): Security => ({ tls: {}, login: { ...kafka.user, mechanism: 'PLAIN' } }),
      'KAFKA_SSL_CA_FILE',
    ],
    [
      'a broker that is not encrypted',
      () => kafka.open,
      (): Security => ({ tls: tls() }),
      'KAFKA_SECURITY_PROTOCOL',
    ],
    [
      'no certificate of its own',
      () => kafka.withCertificate,
      (): Security => ({ tls: tls() }),
      'client certificate',
    ],
    [
      'an encrypted broker, unencrypted',
      () => kafka.withLogin,
      (): Security => ({}),
      'KAFKA_SECURITY_PROTOCOL',
    ],
  ] as const)(
    'given %s it is refused, may be tried again, and is told what to do',
    async (_, brokers, security, words) => {
      const refused = await publish(logWith(brokers(), security()), 'x').catch(
        (error: unknown) => error,
      );
      expect(refused).toMatchObject({
        code: 'EVENT_LOG.UNAVAILABLE',
        transient: true,
        message: expect.stringContaining(words) as unknown,
      });
      expect((refused as Error).message).not.toContain('another');
    },
  );
});
