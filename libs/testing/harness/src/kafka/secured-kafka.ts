import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startBroker } from '../../../../../tools/kafka/broker.mjs';
import { createAuthority } from './certificates';
import type { Certified } from './certificates';

export interface SecuredKafka {
  /** `host:port` of the listener that takes TLS and a login. */
  readonly withLogin: string;
  /** `host:port` of the listener that takes TLS and wants a certificate of the client. */
  readonly withCertificate: string;
  /** `host:port` of the one that is neither encrypted nor asks for anything. */
  readonly open: string;
  /** PEM of the authority of both. */
  readonly authorities: string;
  readonly client: Certified;
  readonly user: { readonly username: string; readonly password: string };
  stop(): Promise<void>;
}

const user = { username: 'deskstream', password: 'a-password-of-the-test' };

/** A broker as managed ones are: TLS, SCRAM and PLAIN. Logins last `loginsLastMs` at most. */
export const startSecuredKafka = async (
  options: { readonly loginsLastMs?: number } = {},
): Promise<SecuredKafka> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'deskstream-kafka-'));
  const authority = createAuthority('Authority of the test');
  const files = await writeStores(dataDir, authority.certify('broker'), authority.certificate);
  const listeners = { SASL_SSL: await freePort(), SSL: await freePort() };
  const broker = await startBroker({
    dataDir,
    listeners,
    settings: { ...settingsOf(files), 'connections.max.reauth.ms': options.loginsLastMs ?? 0 },
    format: ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${user.username},password=${user.password}]`,
    ]),
  });
  return {
    withLogin: `127.0.0.1:${listeners.SASL_SSL}`,
    withCertificate: `127.0.0.1:${listeners.SSL}`,
    open: broker.brokers,
    authorities: authority.certificate,
    client: authority.certify('client'),
    user,
    stop: async () => {
      process.kill(broker.pid, 'SIGKILL');
      await broker.exited;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

const writeStores = async (folder: string, { certificate, key }: Certified, authority: string) => {
  const files = { key: join(folder, 'broker.pem'), trusted: join(folder, 'trusted.pem') };
  await writeFile(files.key, key + certificate);
  await writeFile(files.trusted, authority);
  return files;
};

const JAAS = 'org.apache.kafka.common.security';

const settingsOf = (files: { readonly key: string; readonly trusted: string }) => ({
  'ssl.keystore.type': 'PEM',
  'ssl.keystore.location': files.key,
  'ssl.truststore.type': 'PEM',
  'ssl.truststore.location': files.trusted,
  'listener.name.ssl.ssl.client.auth': 'required',
  'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
  'listener.name.sasl_ssl.plain.sasl.jaas.config': `${JAAS}.plain.PlainLoginModule required user_${user.username}="${user.password}";`,
  'listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config': `${JAAS}.scram.ScramLoginModule required;`,
  'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': `${JAAS}.scram.ScramLoginModule required;`,
});
