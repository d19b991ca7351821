import { createHmac } from 'node:crypto';
import type { EpochMs } from '@deskstream/kernel';
import { genuine, refused, signedByAny } from '@deskstream/platform-payload';
import type { VendorConnection, Verification, WebhookRequest } from '@deskstream/port-vendor';
import { familyOf } from './family';

/** Front names no window; five minutes both ways (vendors/front.md §2). */
export const MAX_AGE_MS = 5 * 60_000;

/**
 * `x-front-signature`, base64. Application: HMAC-SHA256 over `<timestamp>:<raw body>`, key = signing key
 * of the app. Rule: HMAC-SHA1 over the raw body, key = API secret of the company; no time is signed, so a
 * replay is recognised by its ids alone.
 */
export const verify = (
  request: WebhookRequest,
  connection: VendorConnection,
  now: EpochMs,
): Verification => {
  const sent = signatureOf(request.headers['x-front-signature'], LENGTHS[familyOf(request)]);
  if (!(sent instanceof Uint8Array)) return sent;
  return familyOf(request) === 'rule'
    ? verifyRule(sent, request, connection)
    : verifyApplication(sent, { request, connection, now });
};

const LENGTHS = { application: 32, rule: 20 } as const;

const signatureOf = (header: string | undefined, bytes: number): Uint8Array | Verification => {
  if (header === undefined || header.trim() === '')
    return refused('SIGNATURE.MISSING', 'The header X-Front-Signature is missing.');
  const base64 = header.trim();
  const signature = Buffer.from(base64, 'base64');
  return signature.length === bytes && signature.toString('base64') === base64
    ? signature
    : refused(
        'SIGNATURE.SCHEME',
        `X-Front-Signature must be ${bytes} bytes as base64, once. Application webhooks post to /webhooks/front/<workspace>, rule webhooks to /webhooks/front/<workspace>/rule.`,
      );
};

const verifyRule = (
  sent: Uint8Array,
  { body }: WebhookRequest,
  { signingSecrets }: VendorConnection,
): Verification =>
  signedByAny(sent, signingSecrets, (secret) => createHmac('sha1', secret).update(body).digest())
    ? genuine
    : refused(
        'SIGNATURE.MISMATCH',
        "The signature does not match the body as received. Compare the API secret with the company's in Front, and sign the raw bytes.",
      );

interface Signed {
  readonly request: WebhookRequest;
  readonly connection: VendorConnection;
  readonly now: EpochMs;
}

const verifyApplication = (
  sent: Uint8Array,
  { request, connection, now }: Signed,
): Verification => {
  const timestamp = request.headers['x-front-request-timestamp']?.trim() ?? '';
  if (!/^\d{1,15}$/.test(timestamp))
    return refused(
      'SIGNATURE.MISSING',
      'The header X-Front-Request-Timestamp (milliseconds) is missing. Rule webhooks, which have none, post to /webhooks/front/<workspace>/rule.',
    );
  const digest = (secret: string) =>
    createHmac('sha256', secret).update(`${timestamp}:`).update(request.body).digest();
  if (!signedByAny(sent, connection.signingSecrets, digest))
    return refused(
      'SIGNATURE.MISMATCH',
      "The signature does not match timestamp and body as received. Compare the signing key with the app's, and sign the raw bytes.",
    );
  return Math.abs(now - Number(timestamp)) <= MAX_AGE_MS
    ? genuine
    : refused(
        'SIGNATURE.STALE',
        'The request was signed more than five minutes ago, or in the future. Check the clocks; a replayed request is refused.',
      );
};
