import type { Clock, Logger } from '@deskstream/kernel';
import type { WebhookAttempt } from '../../delivery/sender';
import type { Faults } from '../../faults/faults';
import type { FrontCompany } from '../company/company';
import { eventShape, previewShape } from '../shapes/event-shapes';
import { createApplicationSender } from './application-sender';
import type { FrontPost } from './post';
import { createRuleSender } from './rule-sender';

export interface FrontAttempt extends WebhookAttempt {
  readonly family: 'application' | 'rule';
}

export interface FrontSenderOptions {
  readonly company: FrontCompany;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly faults: Faults;
  readonly post: FrontPost;
}

/** Posts a company's events to its subscriptions; both families may be on at once. */
export type FrontSender = ReturnType<typeof createFrontSender>;

export const createFrontSender = (options: FrontSenderOptions) => {
  const { company } = options;
  const { application, rule, companyId } = company.config;
  const attempts: FrontAttempt[] = [];
  const record = (attempt: FrontAttempt): void => void attempts.push(attempt);
  const stopped = new AbortController();
  const shared = { ...options, record, signal: stopped.signal };
  const app = application ? createApplicationSender(application, shared) : null;
  const byRule = rule ? createRuleSender(rule, shared) : null;
  const leave = company.subscribe((event, it) => {
    const { topic, type } = event;
    const what = { delivery: event.id, conversation: it.id };
    if (app && topic !== null && wanted(application?.topics, topic)) {
      const payload = eventShape(company.store, event, it);
      const body = JSON.stringify({ authorization: { id: companyId }, type: topic, payload });
      app.send({ ...what, topic, body });
    }
    if (byRule && wanted(rule?.events, type)) {
      const shape = rule?.body === 'preview' ? previewShape : eventShape;
      byRule.send({ ...what, topic: type, body: JSON.stringify(shape(company.store, event, it)) });
    }
  });
  return {
    attempts: (): readonly FrontAttempt[] => attempts,
    /** `none`: no application webhook is set up. */
    subscription: () => app?.subscription() ?? 'none',
    /** What happens when the application's address is saved: a challenge, which must come back. */
    save: async (): Promise<{ status: number | 'unknown'; challenge: 'met' | 'failed' | 'none' }> =>
      app ? app.save() : { status: 'unknown', challenge: 'none' },
    idle: async (): Promise<void> => {
      await Promise.all([app?.idle(), byRule?.idle()]);
    },
    stop: async (): Promise<void> => {
      leave();
      stopped.abort(new Error('The sender has stopped.'));
      await Promise.all([app?.idle(), byRule?.idle()]);
    },
  };
};

const wanted = (list: readonly string[] | undefined, name: string): boolean =>
  list === undefined || list.includes(name);
