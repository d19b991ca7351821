import type { VendorConnection, WebhookRequest } from '@deskstream/port-vendor';

/**
 * The address as HubSpot knows it. Where the connection does not tell, as the request says: a proxy
 * in front tells the outer names in `X-Forwarded-Proto` and `X-Forwarded-Host`.
 */
export const signedAddress = (
  { url, headers }: WebhookRequest,
  { publicWebhookUrl = '' }: VendorConnection,
): string => {
  if (publicWebhookUrl !== '') return publicWebhookUrl;
  if (/^https?:\/\//i.test(url)) return url;
  const host = first(headers['x-forwarded-host']) || (headers['host'] ?? '');
  return `${first(headers['x-forwarded-proto']) || 'http'}://${host}${url}`;
};

/** Only these are decoded before signing (vendors/hubspot.md §2). */
const DECODED = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

export const decodedForSigning = (address: string): string =>
  address.replace(DECODED, (sequence) => decodeURIComponent(sequence));

const first = (header: string | undefined): string => header?.split(',')[0]?.trim() ?? '';
