import type { FaultRule } from '../../faults/faults';
import type { RuleWebhook } from '../config';
import type { SharedOptions } from './application-sender';
import { outcomeOf, postWithin } from './post';
import { createQueue } from './queue';
import type { Outgoing } from './queue';
import { ruleSignature } from './signatures';

/** The bare event, signed over the body; one attempt, whatever comes of it (vendors/front.md §3). */
export const createRuleSender = (webhook: RuleWebhook, options: SharedOptions) => {
  const { company, clock } = options;
  const tryOnce = async (it: Outgoing, fault: FaultRule | null): Promise<void> => {
    const start = clock.now();
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'desk-simulator/1.0',
      'X-Front-Signature': ruleSignature(it.body, webhook.apiSecret),
    };
    const request = { url: webhook.url, headers, body: it.body };
    const answered = await postWithin(request, { ...options, timeoutMs: 5000 });
    options.record({
      family: 'rule',
      workspace: company.config.workspace,
      delivery: it.delivery,
      topic: it.topic,
      conversation: it.conversation,
      attempt: 1,
      start,
      end: clock.now(),
      ...outcomeOf(answered, fault),
    });
  };
  const queue = createQueue({
    ...options,
    first: async (it, fault) => {
      if (fault?.fault === 'duplicate') await tryOnce(it, fault);
      await tryOnce(it, fault);
      return null;
    },
  });
  return { send: queue.add, idle: queue.idle };
};
