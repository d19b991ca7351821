import type { VendorConnection } from '@deskstream/port-vendor';
import type { ConnectionFacts } from './connections.query';
import type { Light } from './light';

/** The URL in settings beside the host and path where deliveries arrive (S003, S009). */
export interface WebhookUrlLight {
  /** What follows the public host of ingress. */
  readonly path: string;
  readonly configured: string | null;
  readonly arrivingAt: string | null;
  readonly light: Light;
  readonly fix: string | null;
}

export const webhookUrlOf = (
  { workspace, vendor, publicWebhookUrl }: VendorConnection,
  { topics, refusals }: ConnectionFacts,
): WebhookUrlLight => {
  const path = `/webhooks/${vendor}/${workspace}`;
  const [latest] = [...topics, ...refusals]
    .filter(({ address }) => address !== null && address !== '')
    .sort((a, b) => b.lastAt - a.lastAt);
  const arrivingAt = latest?.address ?? null;
  const configured = publicWebhookUrl ?? null;
  const base = { path, configured, arrivingAt };
  if (configured === null) return { ...base, ...withoutUrl(vendor, arrivingAt) };
  if (arrivingAt === null)
    return { ...base, light: 'unknown', fix: `Nothing arrived yet. ${enter(vendor, configured)}` };
  return placeOf(configured) === arrivingAt.replace(/\/$/, '').toLowerCase()
    ? { ...base, light: 'ok', fix: null }
    : {
        ...base,
        light: 'failed',
        fix: `Deliveries arrive at ${arrivingAt}. ${enter(vendor, configured)} Or change publicWebhookUrl in settings; a proxy in front must send X-Forwarded-Host.`,
      };
};

/** Of the web chat nobody enters a URL anywhere: its service knows the ingress. */
const withoutUrl = (
  vendor: string,
  arrivingAt: string | null,
): Pick<WebhookUrlLight, 'light' | 'fix'> => {
  if (vendor !== 'web-chat') return { light: 'unknown', fix: NO_URL };
  return arrivingAt === null
    ? { light: 'unknown', fix: 'Nothing arrived yet. Write in the web chat.' }
    : { light: 'ok', fix: null };
};

const NO_URL = 'Set publicWebhookUrl of the connection to the URL that is entered at the vendor.';

const enter = (vendor: string, url: string): string =>
  vendor === 'web-chat'
    ? `Write in the web chat: its service sends to ${url}.`
    : `Enter ${url} as the webhook URL at the vendor.`;

/** Host and path, without scheme, default port, query and last slash. */
const placeOf = (url: string): string => {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`.replace(/\/$/, '').toLowerCase();
};
