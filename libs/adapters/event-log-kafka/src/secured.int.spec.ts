import { eventually } from '@deskstream/port-event-log/contract';
import { startSecuredKafka } from '@deskstream/testing-harness';
import type { SecuredKafka } from '@deskstream/testing-harness';
import { createKafkaEventLog } from './kafka-event-log';
import type { KafkaEventLog, KafkaEventLogOptions } from './kafka-event-log';

type Security = NonNullable<KafkaEventLogOptions['security']>;

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
  const copies = async (log: KafkaEventLog, texts: readonly string[]): Promise<string[]> => {
    await log.provision([
      { topic: 'in', partitions: 1, cleanup: 'keep' },
      { topic: 'out', partitions: 1, cleanup: 'keep' },
    ]);
    const processing = await log.process({
      group: 'copier',
      topic: 'in',
      openLane: async () => ({
        handle: async (batch) => batch.map((record) => ({ ...record, topic: 'out' })),
      }),
    });
    for (const text of texts) await publish(log, text);
    const copied = async () => (await log.ends('out'))[0]?.end ?? 0;
    await eventually('all are copied', async () => (await copied()) >= texts.length, 90_000);
    await processing.stop();
    const read: string[] = [];
    for await (const { value } of log.readTopic({ topic: 'out', partition: 0, from: 0, to: 1_000 }))
      read.push(new TextDecoder().decode(value ?? undefined));
    return read;
  };

  beforeAll(async () => {
    kafka = await startSecuredKafka({ loginsLastMs: 11_000 });
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
