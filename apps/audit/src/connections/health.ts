import type { VendorConnection } from '@deskstream/port-vendor';
import type { ConnectionFacts, RefusalRow, VerificationRow } from './connections.query';

export type Light = 'ok' | 'warning' | 'failed' | 'unknown';

/** How one connection is doing. Times in milliseconds since the epoch, shares of 1. */
export interface ConnectionHealth {
  readonly workspace: string;
  readonly vendor: string;
  readonly light: Light;
  readonly webhookUrl: WebhookUrlLight;
  readonly verification: (VerificationRow & { readonly light: Light }) | null;
  readonly topics: readonly TopicLight[];
  readonly deliveries: {
    readonly accepted: number;
    readonly lastAt: number | null;
    readonly hoursSinceLast: number | null;
    readonly light: Light;
  };
  /** Of the last seven days. */
  readonly refused: readonly RefusalRow[];
  /** `null`: this vendor tells no limits. */
  readonly errorBudget: ErrorBudget | null;
}

/** The URL in settings beside the host and path where deliveries arrive (S003, S009). */
export interface WebhookUrlLight {
  /** What follows the public host of ingress. */
  readonly path: string;
  readonly configured: string | null;
  readonly arrivingAt: string | null;
  readonly light: Light;
  readonly fix: string | null;
}

export interface TopicLight {
  readonly topic: string;
  readonly required: boolean;
  readonly lastAt: number | null;
  readonly hoursSinceLast: number | null;
  readonly deliveries: number;
  /** `failed`: never seen; `warning`: silent for more than a day. */
  readonly light: Light;
}

/** S115: so many errors in a row within the window pause the endpoint. S116: errors for so long suspend it. */
export interface ErrorBudget {
  readonly pause: {
    readonly limit: number;
    readonly windowMs: number;
    readonly errors: number;
    readonly share: number;
  };
  readonly suspension: {
    readonly afterMs: number;
    readonly errorsSince: number | null;
    readonly share: number;
  };
  readonly light: Light;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const INTERCOM = { limit: 1_000, windowMs: 15 * 60_000, afterMs: 7 * DAY };
const LIMITS: Readonly<Record<string, typeof INTERCOM>> = { intercom: INTERCOM };

/** Window in which the vendor counts errors; the longest known where it tells none. */
export const errorWindowOf = (vendor: string): number => (LIMITS[vendor] ?? INTERCOM).windowMs;

/** From the facts alone: the same facts at the same time give the same lights. */
export const healthOf = (
  connection: VendorConnection,
  facts: ConnectionFacts,
  given: { readonly requiredTopics: readonly string[]; readonly now: number },
): ConnectionHealth => {
  const { workspace, vendor } = connection;
  const topics = topicLights(facts, given);
  const deliveries = deliveriesOf(facts, given.now);
  const webhookUrl = webhookUrlOf(connection, facts);
  const errorBudget = errorBudgetOf(vendor, facts, given.now);
  const verification =
    facts.verification === null
      ? null
      : { ...facts.verification, light: worst(facts.verification.checks.map(lightOfCheck)) };
  const lights = [
    webhookUrl.light,
    verification?.light ?? 'unknown',
    deliveries.light,
    errorBudget?.light ?? 'ok',
    ...topics.filter(counts).map(({ light }) => light),
  ];
  const { refusals: refused } = facts;
  return {
    workspace,
    vendor,
    light: worst(lights),
    webhookUrl,
    verification,
    topics,
    deliveries,
    refused,
    errorBudget,
  };
};

const ORDER: readonly Light[] = ['ok', 'unknown', 'warning', 'failed'];

const worst = (lights: readonly Light[]): Light =>
  lights.reduce((a, b) => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a), 'ok');

const lightOfCheck = ({ result }: { readonly result: 'ok' | 'warning' | 'failed' }): Light =>
  result;

const hoursSince = (at: number | null, now: number): number | null =>
  at === null ? null : Math.max(0, Math.round(((now - at) / HOUR) * 10) / 10);

const lightOfSilence = (lastAt: number | null, now: number): Light => {
  if (lastAt === null) return 'unknown';
  return now - lastAt > DAY ? 'warning' : 'ok';
};

/** A topic that did not happen yet says nothing of the whole. */
const counts = ({ required, light }: TopicLight): boolean => required && light !== 'unknown';

const topicLights = (
  { topics }: ConnectionFacts,
  { requiredTopics, now }: { readonly requiredTopics: readonly string[]; readonly now: number },
): readonly TopicLight[] => {
  const seen = new Map(topics.map((topic) => [topic.vendorTopic, topic]));
  const since = Math.min(now, ...topics.map(({ firstAt }) => firstAt));
  const others = topics
    .map(({ vendorTopic }) => vendorTopic)
    .filter((topic) => !requiredTopics.includes(topic));
  return [...requiredTopics, ...others].map((topic) => {
    const { lastAt = null, deliveries = 0 } = seen.get(topic) ?? {};
    return {
      topic,
      required: requiredTopics.includes(topic),
      lastAt,
      hoursSinceLast: hoursSince(lastAt, now),
      deliveries,
      light: lastAt === null && now - since > DAY ? 'failed' : lightOfSilence(lastAt, now),
    };
  });
};

const deliveriesOf = (
  { topics, refusals }: ConnectionFacts,
  now: number,
): ConnectionHealth['deliveries'] => {
  const lastAt = topics.length === 0 ? null : Math.max(...topics.map((topic) => topic.lastAt));
  return {
    accepted: topics.reduce((sum, { deliveries }) => sum + deliveries, 0),
    lastAt,
    hoursSinceLast: hoursSince(lastAt, now),
    light: lastAt === null && refusals.length > 0 ? 'failed' : lightOfSilence(lastAt, now),
  };
};

const webhookUrlOf = (
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

/** Parts of a limit at which a light turns: long before the vendor acts. */
const WARN_AT = 0.1;
const FAIL_AT = 0.5;

const errorBudgetOf = (
  vendor: string,
  { errors }: ConnectionFacts,
  now: number,
): ErrorBudget | null => {
  const limits = LIMITS[vendor];
  if (limits === undefined) return null;
  const { limit, windowMs, afterMs } = limits;
  const pauseShare = errors.recent / limit;
  const suspensionShare = errors.since === null ? 0 : Math.max(0, now - errors.since) / afterMs;
  return {
    pause: { limit, windowMs, errors: errors.recent, share: pauseShare },
    suspension: { afterMs, errorsSince: errors.since, share: suspensionShare },
    light: worst([pauseShare, suspensionShare].map(lightOfShare)),
  };
};

const lightOfShare = (share: number): Light => {
  if (share >= FAIL_AT) return 'failed';
  return share >= WARN_AT ? 'warning' : 'ok';
};
