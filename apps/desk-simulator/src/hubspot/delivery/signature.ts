import { createHash, createHmac } from 'node:crypto';

export interface Signed {
  readonly method: string;
  /** The address as it is configured at the vendor, whatever a proxy makes of it. */
  readonly uri: string;
  readonly body: string;
  /** Milliseconds, as in `X-HubSpot-Request-Timestamp`. */
  readonly timestamp: number | string;
}

/** Base64 HMAC-SHA-256 over method, address, body and timestamp (vendors/hubspot.md §2). */
export const signatureV3 = (secret: string, { method, uri, body, timestamp }: Signed): string =>
  createHmac('sha256', secret)
    .update(`${method}${decodedUri(uri)}${body}${timestamp}`)
    .digest('base64');

/** A plain hash, sent beside version 3. */
export const signatureV1 = (secret: string, body: string): string =>
  createHash('sha256').update(`${secret}${body}`).digest('hex');

/** Only these are decoded before signing. */
const decodedUri = (uri: string): string =>
  uri.replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, decodeURIComponent);
