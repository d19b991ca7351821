import type { WebhookRequest } from '@deskstream/port-vendor';

/**
 * Application webhooks are signed by the app, rule webhooks by the company's API secret, both in the
 * same header: only the address tells them apart (vendors/front.md §2, §3).
 */
export type Family = 'application' | 'rule';

const RULE_ADDRESS = /^[^?#]*\/front\/[^/?#]+\/rule\/?(?:[?#]|$)/;

/** `/webhooks/front/<workspace>/rule` is the address of rules. */
export const familyOf = ({ url }: Pick<WebhookRequest, 'url'>): Family =>
  RULE_ADDRESS.test(url) ? 'rule' : 'application';
