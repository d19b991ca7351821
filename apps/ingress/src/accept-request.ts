import type { WebhookRequest } from '@deskstream/port-vendor';

/** A request with the two names of its address, `/webhooks/:vendor/:workspace`. */
export interface AcceptRequest extends WebhookRequest {
  readonly vendor: string;
  readonly workspace: string;
  /** Of the client, as far as proxies are trusted. */
  readonly remoteAddress?: string;
}
