import { createHmac } from 'node:crypto';
import { genuine, refused, signedByAny } from '@deskstream/platform-payload';
import type { VendorConnection, Verification, WebhookRequest } from '@deskstream/port-vendor';

const SHA1_HEX = /^sha1=([0-9a-f]{40})$/i;

/**
 * `X-Hub-Signature: sha1=<hex HMAC-SHA1 over the raw body>`, key = the app's client secret
 * (vendors/intercom.md §2, S109). No timestamp is signed, so a replay is recognised by its ids alone.
 */
export const verify = (request: WebhookRequest, connection: VendorConnection): Verification => {
  const header = request.headers['x-hub-signature'];
  if (header === undefined || header === '')
    return refused('SIGNATURE.MISSING', 'The header X-Hub-Signature is missing.');
  const hex = SHA1_HEX.exec(header.trim())?.[1];
  if (hex === undefined)
    return refused(
      'SIGNATURE.SCHEME',
      'X-Hub-Signature must be "sha1=" and 40 hex digits, once; another scheme or several values were sent.',
    );
  const sent = Buffer.from(hex, 'hex');
  const digest = (secret: string) => createHmac('sha1', secret).update(request.body).digest();
  return signedByAny(sent, connection.signingSecrets, digest)
    ? genuine
    : refused(
        'SIGNATURE.MISMATCH',
        "The signature does not match the body as received. Compare the client secret with the app's, and sign the raw bytes.",
      );
};
