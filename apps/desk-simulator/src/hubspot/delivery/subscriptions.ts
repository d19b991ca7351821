import type { EpochMs } from '@deskstream/kernel';
import type { PortalEvent } from '../model';

export interface Subscription {
  readonly id: number;
  readonly eventType: string;
  /** Only for `….propertyChange`; one subscription a property. */
  readonly propertyName: string | null;
  readonly createdAt: EpochMs;
  active: boolean;
}

/** The app's webhook settings: one address, one throttle, a list of subscriptions. */
export interface WebhookSettings {
  targetUrl: string;
  /** At most so many posts at once. Default 10. */
  maxConcurrentRequests: number;
  readonly createdAt: EpochMs;
  readonly subscriptions: Subscription[];
}

export const settingsFor = (targetUrl: string, now: EpochMs): WebhookSettings => ({
  targetUrl,
  maxConcurrentRequests: 10,
  createdAt: now,
  subscriptions: INITIAL.map(([eventType, propertyName], index) => ({
    id: 1_870_301 + index,
    eventType,
    propertyName: propertyName ?? null,
    createdAt: now,
    active: true,
  })),
});

/** The active subscription that an event meets, if any: without one it is never sent. */
export const subscriptionOf = (
  { subscriptions }: WebhookSettings,
  event: PortalEvent,
): Subscription | undefined =>
  subscriptions.find(
    ({ active, eventType, propertyName }) =>
      active &&
      eventType === event.subscriptionType &&
      (propertyName === null || propertyName === event.fields['propertyName']),
  );

const INITIAL: readonly (readonly [string, string?])[] = [
  ['conversation.creation'],
  ['conversation.newMessage'],
  ['conversation.propertyChange', 'assignedTo'],
  ['conversation.propertyChange', 'status'],
  ['conversation.propertyChange', 'isArchived'],
  ['conversation.deletion'],
  ['conversation.privacyDeletion'],
  ['ticket.creation'],
  ['ticket.propertyChange', 'hs_pipeline_stage'],
  ['ticket.propertyChange', 'hubspot_owner_id'],
  ['ticket.propertyChange', 'subject'],
  ['ticket.deletion'],
  ['ticket.associationChange'],
  ['contact.creation'],
  ['contact.propertyChange', 'email'],
  ['contact.propertyChange', 'lifecyclestage'],
  ['contact.deletion'],
  ['ticket.propertyChange', 'hs_last_message_sent_at'],
];
