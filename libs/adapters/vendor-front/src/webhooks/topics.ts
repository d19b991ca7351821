/**
 * Inner event types by the subscription that brings them (vendors/front.md §2, §4). Deliveries of both
 * families carry the subscription's name, so that one list says what a workspace must subscribe to.
 */
const innerTypes: Readonly<Record<string, readonly string[]>> = {
  inbound_received: ['inbound'],
  outbound_sent: ['outbound', 'out_reply'],
  message_delivery_failed: ['sending_error', 'message_bounce_error'],
  conversation_moved: ['move'],
  conversation_archived: ['archive'],
  conversation_reopened: ['reopen'],
  conversation_deleted: ['trash'],
  conversation_restored: ['restore'],
  conversation_snoozed: ['reminder'],
  conversation_snooze_expired: ['reminder'],
  new_comment_added: ['comment'],
  assignee_changed: ['assign', 'unassign'],
  tag_added: ['tag'],
  tag_removed: ['untag'],
  link_added: ['link_added'],
  link_removed: ['link_removed'],
};

/** Event types that rule webhooks, or the events list, tell under no other name. */
const others = new Set(
  (
    'mention forward conversations_merged custom_field_updated macro_triggered topic_identified ' +
    'ticket_status_update call_started call_abandoned call_queued call_on_hold call_parked call_resumed ' +
    'call_connected call_missed call_hangup call_transferred call_transcript_added ' +
    'call_voicemail_transcript_added'
  ).split(' '),
);

const outerTypes = new Map(
  Object.entries(innerTypes)
    .reverse()
    .flatMap(([outer, inner]) => inner.map((type) => [type, outer] as const)),
);

/** A delivery to the conversation that is gone since it was merged into another. */
export const MERGED_AWAY = 'conversations_merged.removed';

export const MERGED = 'conversations_merged';

/** S071: without these the AI neither hears a customer nor notices a person. */
export const requiredTopics: readonly string[] = [
  'inbound_received',
  'outbound_sent',
  'conversation_archived',
];

/** Name of the subscription for an outer or inner type; `null` when the type is not known. */
export const topicOf = (type: string): string | null => {
  if (Object.hasOwn(innerTypes, type) || others.has(type)) return type;
  return outerTypes.get(type) ?? null;
};

/** Inner type of an event; one that has none is what its subscription brings first. */
export const innerTypeOf = (type: string, vendorTopic: string): string =>
  outerTypes.has(type) || others.has(type) ? type : (innerTypes[vendorTopic]?.[0] ?? vendorTopic);
