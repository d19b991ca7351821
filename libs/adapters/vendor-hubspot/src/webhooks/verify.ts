import { createHash, createHmac } from 'node:crypto';
import type { EpochMs } from '@deskstream/kernel';
import { genuine, refused, signedByAny } from '@deskstream/platform-payload';
import type { VendorConnection, Verification, WebhookRequest } from '@deskstream/port-vendor';
import { decodedForSigning, signedAddress } from './signed-address';

/** In the past as well as in the future (vendors/hubspot.md §2). */
export const MAX_AGE_MS = 5 * 60_000;

/**
 * v3 (HMAC-SHA256 over method, public address, body and time) whenever it is there. v1 and v2 are
 * plain hashes without a time: they count only without v3, and a replay is recognised by its ids.
 */
export const verify = (
  request: WebhookRequest,
  connection: VendorConnection,
  now: EpochMs,
): Verification => {
  const v3 = headerOf(request, 'x-hubspot-signature-v3');
  if (v3 !== '') return verifyV3(v3, { request, connection, now });
  const older = headerOf(request, 'x-hubspot-signature');
  return older === ''
    ? refused('SIGNATURE.MISSING', 'The header X-HubSpot-Signature-v3 is missing.')
    : verifyOlder(older, request, connection);
};

interface Signed {
  readonly request: WebhookRequest;
  readonly connection: VendorConnection;
  readonly now: EpochMs;
}

const verifyV3 = (signature: string, { request, connection, now }: Signed): Verification => {
  const sent = Buffer.from(signature, 'base64');
  if (sent.length !== 32 || sent.toString('base64') !== signature)
    return refused('SIGNATURE.SCHEME', 'X-HubSpot-Signature-v3 must be 32 bytes as base64, once.');
  const timestamp = headerOf(request, 'x-hubspot-request-timestamp');
  if (!/^\d{1,15}$/.test(timestamp))
    return refused(
      'SIGNATURE.MISSING',
      'The header X-HubSpot-Request-Timestamp must be whole milliseconds.',
    );
  const address = decodedForSigning(signedAddress(request, connection));
  const digest = (secret: string) =>
    createHmac('sha256', secret)
      .update(`${request.method}${address}`)
      .update(request.body)
      .update(timestamp)
      .digest();
  if (!signedByAny(sent, connection.signingSecrets, digest)) return MISMATCH;
  return Math.abs(now - Number(timestamp)) <= MAX_AGE_MS
    ? genuine
    : refused(
        'SIGNATURE.STALE',
        'The request was signed more than five minutes ago, or in the future. Check the clocks; a replayed request is refused.',
      );
};

/** v1: secret + body. v2: secret + method + address + body. */
const verifyOlder = (
  signature: string,
  request: WebhookRequest,
  connection: VendorConnection,
): Verification => {
  const version = headerOf(request, 'x-hubspot-signature-version');
  if (!/^v[12]$/.test(version) || !/^[0-9a-f]{64}$/i.test(signature))
    return refused(
      'SIGNATURE.SCHEME',
      'X-HubSpot-Signature must be 64 hex digits and X-HubSpot-Signature-Version v1 or v2.',
    );
  const before = version === 'v1' ? '' : `${request.method}${signedAddress(request, connection)}`;
  const digest = (secret: string) =>
    createHash('sha256').update(`${secret}${before}`).update(request.body).digest();
  return signedByAny(Buffer.from(signature, 'hex'), connection.signingSecrets, digest)
    ? genuine
    : MISMATCH;
};

const headerOf = ({ headers }: WebhookRequest, name: string): string => headers[name]?.trim() ?? '';

const MISMATCH = refused(
  'SIGNATURE.MISMATCH',
  "The signature does not match. Compare the client secret with the app's and the webhook URL with the one in HubSpot, to the letter: it is signed, and behind a proxy the service sees another one.",
);
