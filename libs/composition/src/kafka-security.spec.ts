import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaSecurityOf } from './kafka-security';

const PEM = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n';

describe('how Kafka is reached', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-security-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is unencrypted and without a login where nothing is said', () => {
    expect(kafkaSecurityOf({ KAFKA_BROKERS: ['a:9092'] })).toEqual({});
  });

  it('is as managed clusters want it: SASL_SSL, a user, public authorities', () => {
    const login = { KAFKA_SASL_USERNAME: 'key', KAFKA_SASL_PASSWORD: 'secret' };
    expect(
      kafkaSecurityOf({
        KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
        KAFKA_SASL_MECHANISM: 'PLAIN',
        ...login,
      }),
    ).toEqual({ tls: {}, login: { mechanism: 'PLAIN', username: 'key', password: 'secret' } });
    expect(kafkaSecurityOf({ KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', ...login }).login).toMatchObject({
      mechanism: 'SCRAM-SHA-512',
    });
  });

  it('reads authorities and the certificate of the client from files', () => {
    const KAFKA_SSL_CA_FILE = file('ca.pem', PEM);
    const KAFKA_SSL_CERTIFICATE_FILE = file('client.pem', PEM);
    const KAFKA_SSL_KEY_FILE = file('client.key', PEM);
    expect(
      kafkaSecurityOf({
        KAFKA_SECURITY_PROTOCOL: 'SSL',
        ...{ KAFKA_SSL_CA_FILE, KAFKA_SSL_CERTIFICATE_FILE, KAFKA_SSL_KEY_FILE },
      }),
    ).toEqual({ tls: { authorities: PEM, client: { certificate: PEM, key: PEM } } });
  });

  it.each([
    ['a password that nobody asks for', { KAFKA_SASL_PASSWORD: 's' }, 'set that to SASL_SSL'],
    [
      'an authority without encryption',
      { KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', KAFKA_SSL_CA_FILE: 'ca.pem' },
      'KAFKA_SSL_CA_FILE would not be used',
    ],
    [
      'a login without a password',
      { KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_USERNAME: 'u' },
      'found no password',
    ],
    [
      'a certificate without its key',
      { KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CERTIFICATE_FILE: 'client.pem' },
      'set both or neither',
    ],
    [
      'a file that is not there',
      { KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA_FILE: 'nowhere.pem' },
      'nowhere.pem cannot be read',
    ],
  ] as const)('%s ends the start and says what to do', (_, config, words) => {
    expect(() => kafkaSecurityOf(config)).toThrow(
      expect.objectContaining({
        code: 'CONFIG.KAFKA_SECURITY',
        message: expect.stringContaining(words) as unknown,
      }) as Error,
    );
  });

  it('a file of another kind is named', () => {
    const KAFKA_SSL_CA_FILE = file('ca.der', 'binary');
    expect(() => kafkaSecurityOf({ KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA_FILE })).toThrow(
      'expected PEM',
    );
  });
});
