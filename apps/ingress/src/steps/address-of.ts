import type { WebhookRequest } from '@deskstream/port-vendor';

const LONGEST = 300;

/**
 * Host and path as the vendor called them, without query: a proxy in front says them in
 * `X-Forwarded-Host` and `X-Forwarded-Prefix`. Only ever shown and compared, never trusted.
 */
export const addressOf = ({ url, headers }: WebhookRequest): string => {
  const host = firstOf(headers['x-forwarded-host']) || (headers['host'] ?? '');
  const prefix = firstOf(headers['x-forwarded-prefix']);
  return `${host}${prefix}${url.replace(/\?.*$/s, '')}`.slice(0, LONGEST);
};

/** Each proxy on the way adds its own behind a comma. */
const firstOf = (header = ''): string => header.replace(/,.*$/s, '').trim();
