import type { RuleWebhook } from '../config';
import type { SharedOptions } from './application-sender';
import { postWithin } from './post';
import { createQueue } from './queue';
import { ruleSignature } from './signatures';

/** The bare event, signed over the body; one attempt, whatever comes of it (vendors/front.md §3). */
export const createRuleSender = (webhook: RuleWebhook, options: SharedOptions) => {
  const { company, clock } = options;
  const queue = createQueue({
    ...options,
    first: async (it, fault) => {
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'desk-simulator/1.0',
        'X-Front-Signature': ruleSignature(it.body, webhook.apiSecret),
      };
      for (let attempt = fault?.fault === 'duplicate' ? 0 : 1; attempt <= 1; attempt += 1) {
        const start = clock.now();
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
          status: fault?.fault === 'lost-answer' ? 'unknown' : (answered?.status ?? 'unknown'),
          fault: fault?.fault ?? null,
        });
      }
      return null;
    },
  });
  return { send: queue.add, idle: queue.idle };
};
