import { EnvChoice, EnvFile, EnvList, EnvText } from './env.decorators';

export type KafkaProtocol = 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';
export type KafkaMechanism = 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

/** How the cluster of the log is reached. Names and values are those that Kafka's own clients use. */
export class KafkaConfig {
  @EnvList({
    about: 'Kafka bootstrap brokers; without them the log is kept in PostgreSQL',
    each: /^[^\s:,]+:(?!0+$)(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/,
    expected: 'host:port with a port of 1 to 65535, comma-separated',
    optional: true,
  })
  KAFKA_BROKERS?: readonly string[];

  @EnvChoice({
    about: 'SASL_SSL for a managed Kafka; PLAINTEXT is neither encrypted nor logged in',
    choices: ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'],
  })
  KAFKA_SECURITY_PROTOCOL: KafkaProtocol = 'PLAINTEXT';

  @EnvChoice({
    about: 'How a user logs in, with SASL_SSL and SASL_PLAINTEXT',
    choices: ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'],
  })
  KAFKA_SASL_MECHANISM: KafkaMechanism = 'SCRAM-SHA-512';

  @EnvText({ about: 'User of Kafka, or its API key', optional: true })
  KAFKA_SASL_USERNAME?: string;

  @EnvText({ about: 'Its password, or API secret', optional: true, secret: true })
  KAFKA_SASL_PASSWORD?: string;

  @EnvFile({
    about: "PEM of the authority that signed the brokers' certificates, if no public one did",
    optional: true,
  })
  KAFKA_SSL_CA_FILE?: string;

  @EnvFile({
    about: 'PEM of the certificate of this client, for brokers that ask for one',
    optional: true,
  })
  KAFKA_SSL_CERTIFICATE_FILE?: string;

  @EnvFile({ about: 'PEM of its key', optional: true })
  KAFKA_SSL_KEY_FILE?: string;
}
