import { createHmac } from 'node:crypto';
import type { EpochMs } from '@deskstream/kernel';
import { genuine, refused, signedByAny } from '@deskstream/platform-payload';
import type { Verification, VendorConnection, WebhookRequest } from '@deskstream/port-vendor';

export const SIGNATURE_HEADER = 'x-deskstream-signature';

const MAX_AGE_MS = 5 * 60_000;

/** The header's value: `t=<ms>,v1=<hex HMAC-SHA256 over "<t>.<body>">`. */
export const signatureOf = (secret: string, at: EpochMs, body: Uint8Array): string =>
  `t=${at},v1=${digestOf(secret, String(at), body).toString('hex')}`;

export const verify = (
  { headers, body }: WebhookRequest,
  { signingSecrets }: VendorConnection,
  now: EpochMs,
): Verification => {
  const sent = headers[SIGNATURE_HEADER] ?? '';
  if (sent === '')
    return refused('SIGNATURE.MISSING', `The header ${SIGNATURE_HEADER} is missing.`);
  const [, time, hex] = /^t=(\d{1,15}),v1=([0-9a-f]{64})$/.exec(sent) ?? [];
  if (time === undefined || hex === undefined)
    return refused('SIGNATURE.SCHEME', `${SIGNATURE_HEADER} must be t=<ms>,v1=<64 hex digits>.`);
  const given = Buffer.from(hex, 'hex');
  if (!signedByAny(given, signingSecrets, (secret) => digestOf(secret, time, body)))
    return refused(
      'SIGNATURE.MISMATCH',
      'The signature does not match time and body as received. Compare the signing secret of the web-chat connection.',
    );
  return Math.abs(now - Number(time)) <= MAX_AGE_MS
    ? genuine
    : refused('SIGNATURE.STALE', 'Signed more than five minutes ago, or ahead. Check the clocks.');
};

const digestOf = (secret: string, time: string, body: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(`${time}.`).update(body).digest();
