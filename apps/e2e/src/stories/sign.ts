import { createHmac } from 'node:crypto';
import { applicationSignature, ruleSignature, signatureOf } from '@deskstream/app-desk-simulator';
import type { Vendor } from './workspace';
import { SECRETS } from './workspace';

export interface SignedPost {
  /** Where it is really sent. */
  readonly url: string;
  /** The address as the vendor knows it, and HubSpot signs. */
  readonly publicUrl: string;
  readonly body: string;
  readonly now: number;
}

/** Headers that prove a body genuine, as each vendor makes them. */
export const signed = (vendor: Vendor, post: SignedPost): Readonly<Record<string, string>> => ({
  'content-type': 'application/json',
  ...HEADERS[vendor](post),
});

const HEADERS: Readonly<Record<Vendor, (post: SignedPost) => Readonly<Record<string, string>>>> = {
  intercom: ({ body }) => ({ 'x-hub-signature': signatureOf(body, SECRETS.intercom) }),
  hubspot: ({ publicUrl, body, now }) => ({
    'x-hubspot-request-timestamp': String(now),
    'x-hubspot-signature-v3': createHmac('sha256', SECRETS.hubspot)
      .update(`POST${publicUrl}${body}${now}`)
      .digest('base64'),
  }),
  front: ({ url, body, now }) =>
    url.endsWith('/rule')
      ? { 'x-front-signature': ruleSignature(body, SECRETS.front) }
      : {
          'x-front-request-timestamp': String(now),
          'x-front-signature': applicationSignature(body, String(now), SECRETS.front),
        },
};

/** `host` and `x-forwarded-*` are the proxy's. */
export const post = async (
  vendor: Vendor,
  given: SignedPost,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: string }> => {
  const response = await fetch(given.url, {
    method: 'POST',
    headers: { ...signed(vendor, given), ...headers },
    body: given.body,
  });
  return { status: response.status, body: await response.text() };
};
