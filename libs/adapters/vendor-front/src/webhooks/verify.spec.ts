import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { VendorConnection, WebhookRequest } from '@deskstream/port-vendor';
import { describeWithReference, requestOf, signatureVectors } from '@deskstream/testing-harness';
import type { SignatureVector } from '@deskstream/testing-harness';
import { MAX_AGE_MS, verify } from './verify';

const NOW = 1_789_632_000_620;
const body = new TextEncoder().encode('{"type":"inbound"}');

const connection = (...signingSecrets: string[]): VendorConnection => ({
  workspace: 'acme',
  vendor: 'front',
  apiBaseUrl: 'http://127.0.0.1:1',
  accessToken: 'token',
  aiTeammateId: 'tea_9',
  signingSecrets,
});

const sha256 = (secret: string, at: number | string = NOW) =>
  createHmac('sha256', secret).update(`${at}:`).update(body).digest('base64');
const sha1 = (secret: string) => createHmac('sha1', secret).update(body).digest('base64');

const sent = (url: string, signature?: string, timestamp?: string): WebhookRequest => ({
  method: 'POST',
  url,
  headers: {
    ...(signature === undefined ? {} : { 'x-front-signature': signature }),
    ...(timestamp === undefined ? {} : { 'x-front-request-timestamp': timestamp }),
  },
  body,
});
const application = (signature?: string, timestamp = String(NOW)) =>
  sent('/webhooks/front/acme', signature, timestamp);
const rule = (signature?: string) => sent('/webhooks/front/acme/rule', signature);

describe('the signature of an application webhook', () => {
  it.each([
    ['is missing', undefined, 'SIGNATURE.MISSING'],
    ['is empty', ' ', 'SIGNATURE.MISSING'],
    ['is hex', createHmac('sha256', 's').update(body).digest('hex'), 'SIGNATURE.SCHEME'],
    ['is of a rule', sha1('s'), 'SIGNATURE.SCHEME'],
    ['was sent twice', `${sha256('s')}, ${sha256('s')}`, 'SIGNATURE.SCHEME'],
    ['is of another secret', sha256('other'), 'SIGNATURE.MISMATCH'],
    ['is of another time', sha256('s', NOW - 1), 'SIGNATURE.MISMATCH'],
  ])('is refused when it %s', (_name, signature, code) => {
    expect(verify(application(signature), connection('s'), NOW)).toMatchObject({ code });
  });

  it.each([undefined, '', 'yesterday', '1e12', '-5'])('is refused with the time %p', (time) => {
    const request = sent('/webhooks/front/acme', sha256('s', time ?? ''), time);
    expect(verify(request, connection('s'), NOW)).toMatchObject({ code: 'SIGNATURE.MISSING' });
  });

  it.each([
    ['long ago', NOW - MAX_AGE_MS - 1, 'SIGNATURE.STALE'],
    ['in the future', NOW + MAX_AGE_MS + 1, 'SIGNATURE.STALE'],
    ['just in time', NOW - MAX_AGE_MS, undefined],
    ['a little ahead', NOW + MAX_AGE_MS, undefined],
  ])('that was made %s', (_name, at, code) => {
    const verified = verify(application(sha256('s', at), String(at)), connection('s'), NOW);
    expect(verified).toMatchObject(code === undefined ? { kind: 'genuine' } : { code });
  });

  it('is accepted from either secret during a rotation', () => {
    for (const secret of ['old', 'new'])
      expect(verify(application(sha256(secret)), connection('old', 'new'), NOW)).toEqual({
        kind: 'genuine',
      });
  });

  it('is refused when no secret is set', () => {
    expect(verify(application(sha256('')), connection(), NOW)).toMatchObject({ kind: 'refused' });
  });
});

describe('the signature of a rule webhook', () => {
  it('needs no time', () => {
    expect(verify(rule(sha1('s')), connection('s'), NOW)).toEqual({ kind: 'genuine' });
  });

  it.each([
    ['is missing', undefined, 'SIGNATURE.MISSING'],
    ['is of an application', sha256('s'), 'SIGNATURE.SCHEME'],
    ['is of another secret', sha1('other'), 'SIGNATURE.MISMATCH'],
  ])('is refused when it %s', (_name, signature, code) => {
    expect(verify(rule(signature), connection('s'), NOW)).toMatchObject({ code });
  });

  it.each([
    ['/webhooks/front/acme/rule', true],
    ['/webhooks/front/acme/rule/?x=1', true],
    ['/hooks/webhooks/front/acme/rule', true],
    ['/webhooks/front/rule', false],
    ['/webhooks/front/acme', false],
    ['/webhooks/front/acme?next=/front/a/rule', false],
  ])('is expected at %s: %p', (url, isRule) => {
    const verified = verify(sent(url, sha1('s')), connection('s'), NOW);
    expect(verified.kind).toBe(isRule ? 'genuine' : 'refused');
  });
});

describeWithReference('the recorded signature vectors', (vendors) => {
  it('are judged as their author says', () => {
    const ours = signatureVectors(vendors, 'front');
    expect(ours).toHaveLength(3);
    for (const vector of ours)
      expect({ case: vector.case, genuine: isGenuine(vector) }).toEqual({
        case: vector.case,
        genuine: vector.valid,
      });
  });
});

const isGenuine = (vector: SignatureVector): boolean => {
  const url = `/webhooks/front/acme${vector.scheme === 'rule webhook' ? '/rule' : ''}`;
  const judged = verify(requestOf(vector, url), connection(vector.secret), vector.now ?? NOW);
  return judged.kind === 'genuine';
};
