import type { VendorConnection, WebhookRequest } from '@deskstream/port-vendor';

/**
 * The address as HubSpot knows it. Where the connection does not tell, as the request says: a proxy
 * in front tells the outer one in `X-Forwarded-Proto`, `-Host` and `-Prefix`.
 */
export const signedAddress = (
  { url, headers }: WebhookRequest,
  { publicWebhookUrl = '' }: VendorConnection,
): string => {
  if (publicWebhookUrl !== '') return publicWebhookUrl;
  if (/^https?:\/\//i.test(url)) return url;
  const host = first(headers['x-forwarded-host']) || (headers['host'] ?? '');
  const scheme = first(headers['x-forwarded-proto']) || 'http';
  return `${scheme}://${host}${first(headers['x-forwarded-prefix'])}${url}`;
};

/** Only these are decoded before signing (vendors/hubspot.md §2). */
const DECODED = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

export const decodedForSigning = (address: string): string =>
  address.replace(DECODED, (sequence) => decodeURIComponent(sequence));

const first = (header: string | undefined): string => header?.split(',')[0]?.trim() ?? '';
