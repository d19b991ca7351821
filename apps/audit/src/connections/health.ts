import type { VendorConnection } from '@deskstream/port-vendor';
import type { ConnectionFacts, RefusalRow, VerificationRow } from './connections.query';
import type { ErrorBudget } from './error-budget';
import { errorBudgetOf } from './error-budget';
import type { Light } from './light';
import { worst } from './light';
import type { WebhookUrlLight } from './webhook-url-light';
import { webhookUrlOf } from './webhook-url-light';

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

export interface TopicLight {
  readonly topic: string;
  readonly required: boolean;
  readonly lastAt: number | null;
  readonly hoursSinceLast: number | null;
  readonly deliveries: number;
  /** `failed`: never seen; `warning`: silent for more than a day. */
  readonly light: Light;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

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
