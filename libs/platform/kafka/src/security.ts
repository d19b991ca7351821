import type { ConnectionOptions } from 'node:tls';

/** How a cluster is spoken to; nothing of it: unencrypted, without a login. */
export interface KafkaSecurity {
  readonly tls?: KafkaTls;
  readonly login?: KafkaLogin;
}

/** All PEM. */
export interface KafkaTls {
  /** Whom to believe in place of the authorities that come with Node. */
  readonly authorities?: string;
  /** Shown to a broker that wants to know its clients by certificate. */
  readonly client?: { readonly certificate: string; readonly key: string };
}

export type SaslMechanism = 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

export interface KafkaLogin {
  readonly mechanism: SaslMechanism;
  readonly username: string;
  readonly password: string;
}

/** What kafkajs takes. */
export const wireSecurityOf = ({ tls, login }: KafkaSecurity = {}) => ({
  ssl: tls ? tlsOptionsOf(tls) : null,
  sasl: login ? { ...login, mechanism: login.mechanism.toLowerCase() } : null,
});

const tlsOptionsOf = ({ authorities, client }: KafkaTls): ConnectionOptions => ({
  minVersion: 'TLSv1.2',
  ...(authorities === undefined ? {} : { ca: authorities }),
  ...(client ? { cert: client.certificate, key: client.key } : {}),
});
