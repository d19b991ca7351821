/** `conversation.messageCreated` does not exist at HubSpot, yet setups name it (S049): the same as `newMessage`. */
const CONVERSATION =
  'creation newMessage messageCreated propertyChange deletion privacyDeletion'.split(' ');

const CRM_OBJECTS = 'contact company deal ticket product line_item object'.split(' ');
const CRM_CHANGES = 'creation propertyChange deletion merge restore associationChange'.split(' ');

/** Every subscription type of vendors/hubspot.md §3. */
const known: ReadonlySet<string> = new Set([
  ...CONVERSATION.map((change) => `conversation.${change}`),
  ...CRM_OBJECTS.flatMap((object) => CRM_CHANGES.map((change) => `${object}.${change}`)),
  'contact.privacyDeletion',
]);

export const isKnownTopic = (topic: string): boolean => known.has(topic);

export const isMessageTopic = (topic: string): boolean =>
  topic === 'conversation.newMessage' || topic === 'conversation.messageCreated';

/** Without these the AI hears no customer, notices no person, and tickets stay silent (S049). */
export const requiredTopics: readonly string[] = [
  'conversation.newMessage',
  'conversation.propertyChange',
  'ticket.propertyChange',
];
