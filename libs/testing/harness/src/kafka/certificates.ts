import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** PEM, both. */
export interface Certified {
  readonly certificate: string;
  readonly key: string;
}

export interface Authority {
  /** PEM, to be believed. */
  readonly certificate: string;
  /** Signs a certificate for 127.0.0.1 and `localhost`, for a server or a client. Good for a day. */
  certify(name: string): Certified;
}

/** A certificate authority of one test run. */
export const createAuthority = (name: string): Authority => {
  const own = newKeys();
  const issue = (subject: string, key: KeyObject, extension: Buffer): string =>
    pem(signed(toBeSigned({ issuer: name, subject, key, extension }), own.privateKey));
  return {
    certificate: issue(name, own.publicKey, IS_AUTHORITY),
    certify: (subject) => {
      const { publicKey, privateKey } = newKeys();
      const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
      return { certificate: issue(subject, publicKey, FOR_THIS_MACHINE), key };
    },
  };
};

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** X.690: tag, length, content. */
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);

const ECDSA_WITH_SHA256 = sequence(hex('06082a8648ce3d040302'));
const COMMON_NAME = hex('0603550403');
const TRUE = hex('0101ff');

const IS_AUTHORITY = sequence(hex('0603551d13'), TRUE, der(0x04, sequence(TRUE)));
const FOR_THIS_MACHINE = sequence(
  hex('0603551d11'),
  der(0x04, sequence(hex('87047f000001'), der(0x82, Buffer.from('localhost')))),
);

/** RFC 5280, 4.1. */
const toBeSigned = (of: {
  readonly issuer: string;
  readonly subject: string;
  readonly key: KeyObject;
  readonly extension: Buffer;
}): Buffer =>
  sequence(
    hex('a003020102'),
    der(0x02, Buffer.concat([hex('01'), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    nameOf(of.issuer),
    sequence(day(-1), day(1)),
    nameOf(of.subject),
    of.key.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(of.extension)),
  );

const nameOf = (name: string): Buffer =>
  sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));

const DAY_MS = 86_400_000;

/** UTCTime, `YYMMDDHHMMSSZ`. */
const day = (from: number): Buffer => {
  const at = new Date(Date.now() + from * DAY_MS).toISOString();
  return der(0x17, Buffer.from(`${at.slice(2, 19).replace(/[-:T]/g, '')}Z`));
};

const signed = (content: Buffer, key: KeyObject): Buffer =>
  sequence(content, ECDSA_WITH_SHA256, der(0x03, hex('00'), sign('sha256', content, key)));

const pem = (content: Buffer): string =>
  [
    '-----BEGIN CERTIFICATE-----',
    ...(content.toString('base64').match(/.{1,64}/g) ?? []),
    '-----END CERTIFICATE-----',
    '',
  ].join('\n');
