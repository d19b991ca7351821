import { readFileSync } from 'node:fs';
import type { KafkaEventLogOptions } from '@deskstream/adapter-event-log-kafka';
import { InfraError, messageOf } from '@deskstream/kernel';
import type { KafkaConfig } from '@deskstream/platform-config';

/** How the cluster is reached; a part of the configuration of every service. */
export type ClusterConfig = {
  readonly [Name in keyof KafkaConfig]?: KafkaConfig[Name] | undefined;
};

type Security = NonNullable<KafkaEventLogOptions['security']>;

/**
 * Encryption and login of `KAFKA_SECURITY_PROTOCOL`. A variable that this protocol leaves unused ends
 * the start (CONFIG.KAFKA_SECURITY): whoever set a password believes that it is asked for.
 */
export const kafkaSecurityOf = (config: ClusterConfig): Security => {
  const { KAFKA_SECURITY_PROTOCOL: protocol = 'PLAINTEXT' } = config;
  const encrypted = protocol.endsWith('SSL');
  const withLogin = protocol.startsWith('SASL');
  if (!encrypted) refuse(config, TLS_VARIABLES, 'SSL or SASL_SSL');
  if (!withLogin) refuse(config, LOGIN_VARIABLES, 'SASL_SSL');
  return {
    ...(encrypted ? { tls: tlsOf(config) } : {}),
    ...(withLogin ? { login: loginOf(config) } : {}),
  };
};

const TLS_VARIABLES = [
  'KAFKA_SSL_CA_FILE',
  'KAFKA_SSL_CERTIFICATE_FILE',
  'KAFKA_SSL_KEY_FILE',
] as const;
const LOGIN_VARIABLES = ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'] as const;

const refuse = (
  config: ClusterConfig,
  variables: readonly (keyof ClusterConfig)[],
  protocol: string,
): void => {
  const unused = variables.filter((name) => config[name] !== undefined);
  if (unused.length > 0)
    throw wrong(
      `${unused.join(' and ')} would not be used with KAFKA_SECURITY_PROTOCOL=${config.KAFKA_SECURITY_PROTOCOL ?? 'PLAINTEXT'}; set that to ${protocol}, or leave them out`,
    );
};

const loginOf = (config: ClusterConfig): NonNullable<Security['login']> => {
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = config;
  if (username === undefined || password === undefined)
    throw wrong(
      `KAFKA_SECURITY_PROTOCOL=${config.KAFKA_SECURITY_PROTOCOL} logs in: expected ${LOGIN_VARIABLES.join(' and ')}, found ${username === undefined ? 'no user' : 'no password'}`,
    );
  return { mechanism: config.KAFKA_SASL_MECHANISM ?? 'SCRAM-SHA-512', username, password };
};

const tlsOf = (config: ClusterConfig): NonNullable<Security['tls']> => {
  const { KAFKA_SSL_CERTIFICATE_FILE: certificate, KAFKA_SSL_KEY_FILE: key } = config;
  if ((certificate === undefined) !== (key === undefined))
    throw wrong(
      'KAFKA_SSL_CERTIFICATE_FILE and KAFKA_SSL_KEY_FILE belong together; set both or neither',
    );
  const { KAFKA_SSL_CA_FILE: authorities } = config;
  return {
    ...(authorities === undefined ? {} : { authorities: pemOf('KAFKA_SSL_CA_FILE', authorities) }),
    ...(certificate === undefined || key === undefined
      ? {}
      : {
          client: {
            certificate: pemOf('KAFKA_SSL_CERTIFICATE_FILE', certificate),
            key: pemOf('KAFKA_SSL_KEY_FILE', key),
          },
        }),
  };
};

const pemOf = (variable: string, file: string): string => {
  const text = read(variable, file);
  if (text.includes('-----BEGIN ')) return text;
  throw wrong(`${variable}: expected PEM in ${file}, found no line of "-----BEGIN …"`);
};

const read = (variable: string, file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw wrong(`${variable}: ${file} cannot be read (${messageOf(error)})`, error);
  }
};

const wrong = (message: string, cause?: unknown): InfraError =>
  new InfraError('CONFIG.KAFKA_SECURITY', message, false, cause);
