import { uuidOf } from '../../desk/random';
import type { FaultRule } from '../../faults/faults';
import type { ApplicationWebhook } from '../config';
import { outcomeOf, postWithin } from './post';
import { createQueue } from './queue';
import type { Outgoing } from './queue';
import type { FrontAttempt, FrontSenderOptions } from './sender';
import { applicationSignature } from './signatures';

export interface SharedOptions extends FrontSenderOptions {
  readonly record: (attempt: FrontAttempt) => void;
  readonly signal: AbortSignal;
}

const RETRY_AFTER_MS = [10_000, 60_000, 300_000];

/** 2xx within 5 s, else up to three retries; much lost in a row switches it off (vendors/front.md §2). */
export const createApplicationSender = (webhook: ApplicationWebhook, options: SharedOptions) => {
  const { company, clock, faults } = options;
  const { retryAfterMs = RETRY_AFTER_MS, switchOffAfter = 50 } = webhook;
  let subscription: 'live' | 'disabled' = 'live';
  let lost = 0;
  let saved = 0;
  let { url } = webhook;

  const post = (body: string, timeoutMs: number, more: Readonly<Record<string, string>> = {}) => {
    const timestamp = String(clock.now());
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'desk-simulator/1.0',
      'x-front-request-timestamp': timestamp,
      'x-front-signature': applicationSignature(body, timestamp, webhook.signingKey),
      ...more,
    };
    return postWithin({ url, headers, body }, { ...options, timeoutMs });
  };

  const tryOnce = async (
    it: Outgoing,
    attempt: number,
    fault: FaultRule | null,
  ): Promise<boolean> => {
    const start = clock.now();
    const answered = await post(it.body, 5000);
    const outcome = outcomeOf(answered, fault);
    options.record({
      family: 'application',
      workspace: company.config.workspace,
      delivery: it.delivery,
      topic: it.topic,
      conversation: it.conversation,
      attempt,
      start,
      end: clock.now(),
      ...outcome,
    });
    return isOk(outcome.status);
  };

  const settle = (delivered: boolean): void => {
    lost = delivered ? 0 : lost + 1;
    if (lost >= switchOffAfter) subscription = 'disabled';
  };

  const retry = async (it: Outgoing): Promise<void> => {
    for (const [index, wait] of retryAfterMs.entries()) {
      await clock.sleep(wait, options.signal);
      if (subscription === 'disabled') return;
      const fault = faults.decide('delivery', it.topic, it.conversation);
      if (await tryOnce(it, index + 2, fault)) return settle(true);
    }
    settle(false);
  };

  const queue = createQueue({
    ...options,
    first: async (it, fault) => {
      if (subscription === 'disabled' || url === '') return null;
      if (fault?.fault === 'duplicate') await tryOnce(it, 1, fault);
      if (!(await tryOnce(it, 1, fault))) return () => retry(it);
      settle(true);
      return null;
    },
  });

  return {
    send: queue.add,
    idle: queue.idle,
    subscription: () => subscription,
    url: () => url,
    /** Live only when the challenge comes back within 10 s: as text, as a form or as JSON. */
    save: async (
      to = url,
    ): Promise<{ status: number | 'unknown'; challenge: 'met' | 'failed' }> => {
      url = to;
      saved += 1;
      const challenge = uuidOf(company.config.companyId, 'challenge', saved, clock.now());
      const body = JSON.stringify({
        type: 'sync',
        authorization: { id: company.config.companyId },
      });
      const answered = await post(body, 10_000, { 'x-front-challenge': challenge });
      const met = answered !== null && isOk(answered.status) && returns(answered.body, challenge);
      subscription = met ? 'live' : 'disabled';
      lost = 0;
      return { status: answered?.status ?? 'unknown', challenge: met ? 'met' : 'failed' };
    },
  };
};

const isOk = (status: number | 'unknown'): boolean =>
  status !== 'unknown' && status >= 200 && status < 300;

const returns = (body: string, challenge: string): boolean => {
  const text = body.trim();
  if (text === challenge || new URLSearchParams(text).get('challenge') === challenge) return true;
  try {
    return (JSON.parse(text) as { challenge?: unknown } | null)?.challenge === challenge;
  } catch {
    return false;
  }
};
