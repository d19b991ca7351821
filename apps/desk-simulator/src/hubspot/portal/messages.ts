import { htmlOf } from '../../desk/text';
import type { By, Content, CrmObject, DeliveryIdentifier, Participant, Thread } from '../model';
import { CHANNEL_ACCOUNTS } from './catalogue';
import type { PortalContext } from './context';

type Attachment = Readonly<Record<string, unknown>>;

export interface Written {
  readonly text: string;
  readonly richText?: string;
  /** Earlier mails quoted below the answer: only `original-content` has them. */
  readonly quoted?: string;
  readonly subject?: string | null;
  readonly attachments?: readonly Attachment[];
}

export const contentOf = (written: Written, truncateAt: number): Content => {
  const { text, quoted, richText = htmlOf(text), subject = null, attachments = [] } = written;
  const whole = { text, richText, subject, attachments };
  if (quoted !== undefined)
    return {
      ...whole,
      truncation: 'TRUNCATED_TO_MOST_RECENT_REPLY',
      original: { text: `${text}\n\n${quoted}`, richText: `${richText}${htmlOf(quoted)}` },
    };
  if (text.length <= truncateAt) return { ...whole, truncation: 'NOT_TRUNCATED', original: null };
  const shown = text.slice(0, truncateAt);
  return {
    ...whole,
    text: shown,
    richText: htmlOf(shown),
    truncation: 'TRUNCATED',
    original: { text, richText },
  };
};

export const visitorOf = (contactId: string): string => `V-${contactId}`;

export const contactName = ({ properties }: CrmObject): string =>
  [properties['firstname'], properties['lastname']].filter(Boolean).join(' ') || 'Visitor';

/** Where a customer of this thread is reached. */
export const addressOf = (it: Thread, contact: CrmObject): DeliveryIdentifier =>
  it.channel === 'email'
    ? { type: 'HS_EMAIL_ADDRESS', value: contact.properties['email'] ?? 'unknown@example.com' }
    : { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: `visitor-${contact.id}` };

export const customerAs = (it: Thread, contact: CrmObject, field: 'FROM' | 'TO'): Participant => ({
  actorId: visitorOf(contact.id),
  name: contactName(contact),
  ...(field === 'FROM' ? { senderField: 'FROM' } : { recipientField: 'TO' }),
  deliveryIdentifier: addressOf(it, contact),
});

/** The account's side of an incoming message; a chat names no recipient. */
export const deskAsRecipient = (it: Thread): readonly Participant[] => {
  if (it.channel === 'chat') return [];
  const { address } = CHANNEL_ACCOUNTS.email;
  return [{ actorId: `E-${address.value}`, recipientField: 'TO', deliveryIdentifier: address }];
};

/** The sender of an outgoing message or comment; apps appear as `I-<app id>` in comments. */
export const senderOf = (
  { reps, settings }: PortalContext,
  it: Thread,
  { actorId }: By,
  spoken: boolean,
): Participant => {
  const rep = reps.find(({ userId }) => `A-${userId}` === actorId);
  const name = actorId === `I-${settings.appId}` ? 'Support Assistant' : rep?.name;
  return {
    actorId,
    ...(name === undefined ? {} : { name }),
    ...(spoken
      ? { senderField: 'FROM', deliveryIdentifier: CHANNEL_ACCOUNTS[it.channel].address }
      : {}),
  };
};
