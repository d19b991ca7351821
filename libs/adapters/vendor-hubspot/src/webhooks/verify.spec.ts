import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { VendorConnection, WebhookRequest } from '@deskstream/port-vendor';
import { describeWithReference, requestOf, signatureVectors } from '@deskstream/testing-harness';
import type { SignatureVector } from '@deskstream/testing-harness';
import { verify } from './verify';

const NOW = 1_790_000_000_000;
const ADDRESS = 'https://hooks.example.com/webhooks/hubspot/acme';
const body = new TextEncoder().encode('[{"eventId":1}]');

const connection = (...signingSecrets: string[]): VendorConnection => ({
  workspace: 'acme',
  vendor: 'hubspot',
  apiBaseUrl: 'http://127.0.0.1:1',
  accessToken: 'token',
  aiTeammateId: '55501',
  signingSecrets,
  publicWebhookUrl: ADDRESS,
});

const signature = (secret: string, at: number | string = NOW, address = ADDRESS) =>
  createHmac('sha256', secret)
    .update(`POST${address}`)
    .update(body)
    .update(`${at}`)
    .digest('base64');

const request = (headers: WebhookRequest['headers'], url = '/inside'): WebhookRequest => ({
  method: 'POST',
  url,
  headers,
  body,
});

const v3 = (value: string, at: number | string = NOW) => ({
  'x-hubspot-signature-v3': value,
  'x-hubspot-request-timestamp': `${at}`,
});

describe('the v3 signature of a HubSpot webhook', () => {
  it.each([
    ['is missing', {}, 'SIGNATURE.MISSING'],
    ['has no time', { 'x-hubspot-signature-v3': signature('s') }, 'SIGNATURE.MISSING'],
    ['has a time that is no number', v3(signature('s', 'soon'), 'soon'), 'SIGNATURE.MISSING'],
    ['has a fraction of a time', v3(signature('s', '1.5'), '1.5'), 'SIGNATURE.MISSING'],
    ['is not base64', v3('z'.repeat(64)), 'SIGNATURE.SCHEME'],
    ['was sent twice', v3(`${signature('s')}, ${signature('s')}`), 'SIGNATURE.SCHEME'],
    ['is of another secret', v3(signature('other')), 'SIGNATURE.MISMATCH'],
    ['is of another address', v3(signature('s', NOW, `${ADDRESS}/`)), 'SIGNATURE.MISMATCH'],
    ['is of another time', v3(signature('s', NOW), NOW + 1), 'SIGNATURE.MISMATCH'],
    ['is too old', v3(signature('s', NOW - 300_001), NOW - 300_001), 'SIGNATURE.STALE'],
    ['is of the future', v3(signature('s', NOW + 300_001), NOW + 300_001), 'SIGNATURE.STALE'],
  ])('is refused when it %s', (_name, headers, code) => {
    expect(verify(request(headers), connection('s'), NOW)).toMatchObject({ kind: 'refused', code });
  });

  it('is accepted within five minutes, from any secret of a rotation', () => {
    for (const at of [NOW, NOW - 300_000, NOW + 300_000])
      expect(verify(request(v3(signature('new', at), at)), connection('old', 'new'), NOW)).toEqual({
        kind: 'genuine',
      });
  });

  it('is never given up for an older one', () => {
    const v1 = createHash('sha256').update('s').update(body).digest('hex');
    const headers = {
      ...v3(signature('other')),
      'x-hubspot-signature': v1,
      'x-hubspot-signature-version': 'v1',
    };
    expect(verify(request(headers), connection('s'), NOW).kind).toBe('refused');
  });

  it('is over the address that a proxy tells of when the settings do not', () => {
    const { publicWebhookUrl: _unset, ...unnamed } = connection('s');
    const headers = {
      ...v3(signature('s')),
      host: 'inside:4010',
      'x-forwarded-host': 'hooks.example.com',
      'x-forwarded-proto': 'https',
    };
    expect(verify(request(headers, '/webhooks/hubspot/acme'), unnamed, NOW).kind).toBe('genuine');
    const prefixed = { ...headers, 'x-forwarded-prefix': '/webhooks' };
    expect(verify(request(prefixed, '/hubspot/acme'), unnamed, NOW).kind).toBe('genuine');
    const direct = v3(signature('s', NOW, 'http://127.0.0.1:4010/w?a=1'));
    expect(
      verify(request({ ...direct, host: '127.0.0.1:4010' }, '/w?a=1'), unnamed, NOW).kind,
    ).toBe('genuine');
  });

  it('is refused when no secret is set', () => {
    expect(verify(request(v3(signature(''))), connection(), NOW).kind).toBe('refused');
  });
});

describe('an older signature', () => {
  it.each([
    ['no version', { 'x-hubspot-signature': 'a'.repeat(64) }],
    [
      'an unknown version',
      { 'x-hubspot-signature': 'a'.repeat(64), 'x-hubspot-signature-version': 'v9' },
    ],
    ['no hash', { 'x-hubspot-signature': 'v1', 'x-hubspot-signature-version': 'v1' }],
  ])('is refused with %s', (_name, headers) => {
    expect(verify(request(headers), connection('s'), NOW)).toMatchObject({
      code: 'SIGNATURE.SCHEME',
    });
  });
});

describeWithReference('the recorded signature vectors', (vendors) => {
  it('are judged as their author says', () => {
    const ours = signatureVectors(vendors, 'hubspot');
    expect(ours).toHaveLength(10);
    for (const vector of ours)
      expect([vector.case, isGenuine(vector)]).toEqual([vector.case, vector.valid]);
  });
});

const isGenuine = (vector: SignatureVector): boolean => {
  const known = { ...connection(vector.secret), publicWebhookUrl: vector.uri ?? '' };
  return verify(requestOf(vector), known, vector.now ?? 0).kind === 'genuine';
};
