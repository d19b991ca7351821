import type { Clock, EpochMs, Logger } from '@deskstream/kernel';
import type { Notification } from '../desk/model';
import { seconds } from '../desk/shapes';
import type { Faults, FaultRule } from '../faults/faults';
import { attemptOf } from './post';
import type { Post } from './post';
import { attemptsOf, throttleMs } from './retries';
import type { RetryPolicy } from './retries';

/** One try to deliver one notification. */
export interface WebhookAttempt {
  readonly workspace: string;
  /** Notification id; `ping` for the test delivery. */
  readonly delivery: string;
  readonly topic: string;
  readonly conversation: string | null;
  readonly attempt: number;
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** HTTP status the receiver answered, or `unknown`: no answer in time, a broken connection. */
  readonly status: number | 'unknown';
  /** The fault that was injected, if any. A lost answer shows `status: 'unknown'`. */
  readonly fault: string | null;
}

export interface SenderOptions {
  readonly workspace: string;
  readonly appId: string;
  readonly clientSecret: string;
  /** Empty: no address is saved yet, and nothing is sent. */
  readonly url: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly faults: Faults;
  readonly post: Post;
  /** Default 5000. */
  readonly timeoutMs?: number;
  readonly retries?: RetryPolicy;
  readonly onAttempt?: (attempt: WebhookAttempt) => void;
}

/** Sends one workspace's notifications; the first attempts of a conversation go out in order. */
export type WebhookSender = ReturnType<typeof createWebhookSender>;

export const createWebhookSender = (options: SenderOptions) => {
  const { clock, faults, workspace } = options;
  const stopped = new AbortController();
  const lines = new Map<string, Promise<void>>();
  const pending = new Set<Promise<void>>();
  const attempts: WebhookAttempt[] = [];
  let subscription: 'live' | 'disabled' = 'live';
  let { url } = options;

  const keep = (work: Promise<void>): void => {
    const settled = work.catch((error: unknown) => {
      if (!stopped.signal.aborted)
        options.logger.error({ workspace, error: String(error) }, 'webhook delivery broke');
    });
    pending.add(settled);
    void settled.then(() => pending.delete(settled));
  };

  const tryOnce = async (it: Notification, attempt: number, fault: FaultRule | null) => {
    const start = clock.now();
    const body = bodyOf(options, it, attempt);
    const answered = await attemptOf({ ...options, url, body, signal: stopped.signal });
    const status = fault?.fault === 'lost-answer' ? 'unknown' : answered;
    const record: WebhookAttempt = {
      workspace,
      delivery: it.id ?? 'ping',
      topic: it.topic,
      conversation: it.conversation,
      attempt,
      start,
      end: clock.now(),
      status,
      fault: fault?.fault ?? null,
    };
    attempts.push(record);
    options.onAttempt?.(record);
    if (status === 410) subscription = 'disabled';
    return status;
  };

  const goOn = async (it: Notification, first: number | 'unknown'): Promise<void> => {
    let status = first;
    let throttled = 0;
    for (let attempt = 1; !delivered(status) && subscription === 'live';) {
      throttled = status === 429 ? throttled + 1 : 0;
      const wait = status === 429 ? throttleMs(throttled) : attemptsOf(options.retries, attempt);
      if (wait === null) return;
      await clock.sleep(wait, stopped.signal);
      attempt += 1;
      status = await tryOnce(it, attempt, faults.decide('delivery', it.topic, it.conversation));
    }
  };

  const first = async (it: Notification, fault: FaultRule | null): Promise<void> => {
    if (fault?.fault === 'drop' || subscription === 'disabled' || url === '') return;
    if (fault?.fault === 'duplicate') await tryOnce(it, 1, fault);
    const status = await tryOnce(it, 1, fault);
    if (!delivered(status)) keep(goOn(it, status));
  };

  return {
    attempts: (): readonly WebhookAttempt[] => attempts,
    subscription: () => subscription,
    url: () => url,
    send: (it: Notification): void => {
      const fault = faults.decide('delivery', it.topic, it.conversation);
      if (fault?.fault === 'delay' || fault?.fault === 'reorder')
        return keep(
          clock.sleep(fault.delayMs ?? 2000, stopped.signal).then(() => first(it, fault)),
        );
      const line = it.conversation ?? '';
      const turn = (lines.get(line) ?? Promise.resolve()).then(() => first(it, fault));
      const settled = turn.catch(() => undefined);
      lines.set(line, settled);
      void settled.then(() => lines.get(line) === settled && lines.delete(line));
      keep(turn);
    },
    /** What happens when the address is saved: a HEAD request, then a ping. Makes a disabled subscription live. */
    save: async (to = url): Promise<number | 'unknown'> => {
      url = to;
      subscription = 'live';
      if (url === '') return 'unknown';
      const head = await attemptOf({
        ...options,
        url,
        method: 'HEAD',
        body: null,
        signal: stopped.signal,
      });
      if (delivered(head)) await tryOnce(pingAt(clock.now()), 1, null);
      return head;
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

const delivered = (status: number | 'unknown'): boolean =>
  status !== 'unknown' && status >= 200 && status < 300;

const pingAt = (at: EpochMs): Notification => ({
  id: null,
  topic: 'ping',
  conversation: null,
  at,
  item: { type: 'ping', message: 'This is a test of your webhook address.' },
});

const bodyOf = ({ appId }: SenderOptions, it: Notification, attempt: number): string =>
  JSON.stringify({
    type: 'notification_event',
    app_id: appId,
    data: { type: 'notification_event_data', item: it.item },
    links: {},
    id: it.id,
    topic: it.topic,
    delivery_status: attempt === 1 ? 'pending' : 'retry',
    delivery_attempts: attempt,
    delivered_at: 0,
    first_sent_at: seconds(it.at),
    created_at: seconds(it.at),
    self: null,
  });
