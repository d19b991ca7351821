import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { VendorConnection } from '@deskstream/port-vendor';
import { describeWithReference, requestOf, signatureVectors } from '@deskstream/testing-harness';
import type { SignatureVector } from '@deskstream/testing-harness';
import { verify } from './verify';

const connection = (...signingSecrets: string[]): VendorConnection => ({
  workspace: 'acme',
  vendor: 'intercom',
  apiBaseUrl: 'http://127.0.0.1:1',
  accessToken: 'token',
  aiTeammateId: 'ai-7',
  signingSecrets,
});

const body = new TextEncoder().encode('{"topic":"ping"}');
const signature = (secret: string, algorithm = 'sha1') =>
  createHmac(algorithm, secret).update(body).digest('hex');
const request = (header?: string) => ({
  method: 'POST',
  url: '/',
  headers: header === undefined ? {} : { 'x-hub-signature': header },
  body,
});

describe('the signature of an Intercom webhook', () => {
  it.each([
    ['is missing', undefined, 'SIGNATURE.MISSING'],
    ['is empty', '', 'SIGNATURE.MISSING'],
    ['uses another scheme', `sha256=${signature('s', 'sha256')}`, 'SIGNATURE.SCHEME'],
    ['has no scheme', signature('s'), 'SIGNATURE.SCHEME'],
    ['is cut', `sha1=${signature('s').slice(1)}`, 'SIGNATURE.SCHEME'],
    ['was sent twice', `sha1=${signature('s')}, sha1=${signature('s')}`, 'SIGNATURE.SCHEME'],
    ['is of another secret', `sha1=${signature('other')}`, 'SIGNATURE.MISMATCH'],
  ])('is refused when it %s', (_name, header, code) => {
    expect(verify(request(header), connection('s'))).toMatchObject({ kind: 'refused', code });
  });

  it('is HMAC-SHA1 of the raw bytes: the same JSON written anew does not fit (S108)', () => {
    // echo -n '{"note":"é and 🚀"}' | openssl dgst -sha1 -hmac intercom-client-secret-for-tests
    const known = 'sha1=e68ecc211b51a399ffebf5741ca09cb1a8c5bb76';
    const sent = (text: string) => ({ ...request(known), body: new TextEncoder().encode(text) });
    const judged = (text: string) =>
      verify(sent(text), connection('intercom-client-secret-for-tests')).kind;
    expect(judged('{"note":"é and 🚀"}')).toBe('genuine');
    expect(judged('{"note": "é and 🚀"}')).toBe('refused');
    expect(judged('{"note":"\\u00e9 and 🚀"}')).toBe('refused');
  });

  it('is accepted from either secret during a rotation', () => {
    expect(verify(request(`sha1=${signature('new')}`), connection('old', 'new'))).toEqual({
      kind: 'genuine',
    });
    expect(verify(request(`sha1=${signature('old')}`), connection('old', 'new'))).toEqual({
      kind: 'genuine',
    });
  });

  it('is refused when no secret is set', () => {
    expect(verify(request(`sha1=${signature('')}`), connection())).toMatchObject({
      kind: 'refused',
    });
  });
});

describeWithReference('the recorded signature vectors', (vendors) => {
  it('are judged as their author says (S108)', () => {
    const ours = signatureVectors(vendors, 'intercom');
    const judged = ours.map((vector) => ({ case: vector.case, genuine: isGenuine(vector) }));
    const expected = ours.map((vector, index) => ({
      case: vector.case,
      genuine: typeof vector.valid === 'boolean' ? vector.valid : judged[index]?.genuine,
    }));
    expect(judged).toHaveLength(5);
    expect(judged).toEqual(expected);
  });
});

const isGenuine = (vector: SignatureVector): boolean =>
  verify(requestOf(vector), connection(vector.secret)).kind === 'genuine';
