import type { Clock, EpochMs, Logger } from '@deskstream/kernel';
import type { Post } from '../../delivery/post';
import type { WebhookAttempt } from '../../delivery/sender';
import { chanceOf } from '../../desk/random';
import type { Faults } from '../../faults/faults';
import type { PortalEvent } from '../model';
import type { NumberedEvent, Untidiness } from './batch';
import { bodyOf, requestsOf } from './batch';
import { postBatch } from './post-batch';
import type { RetrySpread } from './retries';
import { retryTimes } from './retries';
import { createSlots } from './slots';
import type { WebhookSettings } from './subscriptions';
import { subscriptionOf } from './subscriptions';

export interface BatchSenderOptions {
  readonly workspace: string;
  readonly portalId: number;
  readonly appId: number;
  readonly clientSecret: string;
  readonly settings: WebhookSettings;
  /** Where the posts really go, when the configured address is only reachable from outside. */
  readonly deliverTo?: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly faults: Faults;
  readonly post: Post;
  readonly seed: string;
  /** Events that come within so many ms share a request. Default 25. */
  readonly gatherMs?: number;
  /** Default 5000. */
  readonly timeoutMs?: number;
  readonly retries?: RetrySpread;
  readonly untidiness?: Untidiness;
}

/** One event in one try: `delivery` is its `eventId`, `request` counts the posts. */
export interface BatchAttempt extends WebhookAttempt {
  readonly request: number;
}

/** Sends a portal's events as the vendor does (vendors/hubspot.md §4). */
export type BatchSender = ReturnType<typeof createBatchSender>;

export const createBatchSender = (options: BatchSenderOptions) => {
  const { clock, faults, settings, seed, gatherMs = 25, untidiness = {} } = options;
  const stopped = new AbortController();
  const { signal } = stopped;
  const slots = createSlots(() => settings.maxConcurrentRequests);
  const pending = new Set<Promise<void>>();
  const attempts: BatchAttempt[] = [];
  let due: NumberedEvent[] = [];
  let events = 0;
  let requests = 0;
  let lastId = 3_814_320_000;

  const keep = (work: Promise<void>): void => {
    const settled = work.catch((error: unknown) => {
      if (!signal.aborted)
        options.logger.error(
          { workspace: options.workspace, error: String(error) },
          'webhook delivery broke',
        );
    });
    pending.add(settled);
    void settled.then(() => pending.delete(settled));
  };

  const numbered = (event: PortalEvent, fault: string | null): NumberedEvent | null => {
    const subscription = subscriptionOf(settings, event);
    if (subscription === undefined || settings.targetUrl === '') return null;
    events += 1;
    const reused = chanceOf(seed, 'event-id', events) < (untidiness.reusedEventId ?? 0.05);
    if (!reused) lastId += 1;
    return { eventId: lastId, subscriptionId: subscription.id, event, fault };
  };

  const tryOnce = async (batch: readonly NumberedEvent[], attempt: number): Promise<boolean> => {
    const free = await slots.take(signal);
    requests += 1;
    const request = requests;
    const start = clock.now();
    const body = bodyOf(batch, { ...options, attempt });
    const answered = await postBatch(options, body, signal).finally(free);
    const lost = batch.some(({ fault }) => fault === 'lost-answer');
    const status = lost && attempt === 0 ? 'unknown' : answered;
    const about = { request, attempt: attempt + 1, start, end: clock.now(), status };
    attempts.push(...batch.map((each) => recordOf(options.workspace, each, about)));
    return isDelivered(status);
  };

  const deliver = async (batch: readonly NumberedEvent[], name: string): Promise<void> => {
    if (await tryOnce(batch, 0)) return;
    const failedAt = clock.now();
    const times = retryTimes(options.retries ?? {}, name);
    for (const [index, after] of times.entries()) {
      await clock.sleep(Math.max(0, failedAt + after - clock.now()), signal);
      if (await tryOnce(batch, index + 1)) return;
    }
  };

  const flush = (): void => {
    const gathered = due;
    due = [];
    const name = `${seed}/${events}`;
    requestsOf(gathered, untidiness, name).forEach((batch, index) =>
      keep(deliver(batch, `${name}/${index}`)),
    );
  };

  const gather = (it: NumberedEvent): void => {
    due.push(it);
    if (due.length === 1) keep(clock.sleep(gatherMs, signal).then(flush));
  };

  return {
    settings,
    attempts: (): readonly BatchAttempt[] => attempts,
    send: (event: PortalEvent): void => {
      const rule = faults.decide('delivery', event.subscriptionType, event.conversation);
      const it = numbered(event, rule?.fault ?? null);
      if (it === null || it.fault === 'drop') return;
      if (!isLate(it)) return gather(it);
      keep(clock.sleep(rule?.delayMs ?? 2000, signal).then(() => gather(it)));
    },
    /** Resolves when nothing is under way, retries included. */
    idle: async (): Promise<void> => {
      while (pending.size > 0) await Promise.all(pending);
    },
    stop: async (): Promise<void> => {
      stopped.abort(new Error('The sender has stopped.'));
      await Promise.all(pending);
    },
  };
};

type About = Pick<BatchAttempt, 'request' | 'attempt' | 'status'> & {
  readonly start: EpochMs;
  readonly end: EpochMs;
};

const recordOf = (workspace: string, it: NumberedEvent, about: About): BatchAttempt => ({
  workspace,
  delivery: String(it.eventId),
  topic: it.event.subscriptionType,
  conversation: it.event.conversation,
  fault: it.fault,
  ...about,
});

const isLate = ({ fault }: NumberedEvent): boolean => fault === 'delay' || fault === 'reorder';

const isDelivered = (status: number | 'unknown'): boolean =>
  status !== 'unknown' && status >= 200 && status < 300;
