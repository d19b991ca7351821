import type { Clock, Logger } from '@deskstream/kernel';
import type { WebhookAttempt } from '../../delivery/sender';
import type { Faults } from '../../faults/faults';
import type { FrontCompany } from '../company/company';
import type { Conversation, FrontEvent } from '../model';
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
  const toApplication = ({ id, topic }: FrontEvent, it: Conversation, payload: object): void => {
    if (topic === null || !wanted(application?.topics, topic)) return;
    const body = JSON.stringify({ authorization: { id: companyId }, type: topic, payload });
    app?.send({ delivery: id, conversation: it.id, topic, body });
  };
  const toRule = (event: FrontEvent, it: Conversation, full: object): void => {
    if (!wanted(rule?.events, event.type)) return;
    const shape = rule?.body === 'preview' ? previewShape(company.store, event, it) : full;
    const body = JSON.stringify(shape);
    byRule?.send({ delivery: event.id, conversation: it.id, topic: event.type, body });
  };
  const leave = company.subscribe((event, it) => {
    const full = eventShape(company.store, event, it);
    toApplication(event, it, full);
    toRule(event, it, full);
  });
  return {
    attempts: (): readonly FrontAttempt[] => attempts,
    /** `none`: no application webhook is set up. */
    subscription: () => app?.subscription() ?? 'none',
    /** What happens when the application's address is saved: a challenge, which must come back. */
    save: async (
      url?: string,
    ): Promise<{
      status: number | 'unknown';
      challenge: 'met' | 'failed' | 'none';
    }> => (app ? app.save(url) : { status: 'unknown', challenge: 'none' }),
    url: () => app?.url() ?? '',
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
