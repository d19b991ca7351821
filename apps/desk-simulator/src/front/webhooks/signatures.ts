import { createHmac } from 'node:crypto';

/** Base64 HMAC-SHA256 over `<timestamp in ms>:<body>` (vendors/front.md §2). */
export const applicationSignature = (body: string, timestamp: string, signingKey: string): string =>
  createHmac('sha256', signingKey).update(`${timestamp}:${body}`).digest('base64');

/** Base64 HMAC-SHA1 over the body (vendors/front.md §3). */
export const ruleSignature = (body: string, apiSecret: string): string =>
  createHmac('sha1', apiSecret).update(body).digest('base64');
