import { createHmac } from 'node:crypto';

/** `X-Hub-Signature` over the exact bytes (vendors/intercom.md §2). */
export const signatureOf = (body: string, clientSecret: string): string =>
  `sha1=${createHmac('sha1', clientSecret).update(body).digest('hex')}`;
