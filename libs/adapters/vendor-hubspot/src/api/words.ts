import { replyHtml } from '@deskstream/platform-text';
import type { VendorConnection } from '@deskstream/port-vendor';
import { aiActor } from '../actors';
import { senderOf } from '../facts/people';
import type { Fields } from '../payload';
import { fieldsOf, idOf, listOf, textOf } from '../payload';
import type { Session } from './session';
import { CallEnded } from './session';
import { messagesOf } from './threads';

/** Seen by teammates only. */
export const commentBody = (text: string) => ({
  type: 'COMMENT',
  text,
  richText: replyHtml(text),
  attachments: [],
});

/**
 * Channel, account and recipient are those of the message that is answered: the customer's newest, else
 * the newest that went to them. Others who got a copy are left out.
 */
export const replyBody = async (session: Session, thread: string, text: string) => {
  const { items } = await messagesOf(session, thread);
  const messages = items.filter(({ type, archived }) => type === 'MESSAGE' && archived !== true);
  const answered =
    messages.findLast(({ direction }) => direction === 'INCOMING') ?? messages.at(-1);
  const to = answered === undefined ? null : recipientOf(answered);
  if (answered === undefined || to === null) throw new CallEnded(NOTHING_TO_ANSWER);
  return { ...addressed(answered, session.connection), text, richText: replyHtml(text), ...to };
};

const addressed = (answered: Fields, connection: VendorConnection) => ({
  type: 'MESSAGE',
  senderActorId: aiActor(connection),
  channelId: idOf(answered['channelId']) ?? '',
  channelAccountId: idOf(answered['channelAccountId']) ?? '',
  attachments: [],
  ...subjectOf(textOf(answered['subject'])),
});

/** Who wrote an incoming message; to whom an outgoing one went. */
const recipientOf = (answered: Fields) => {
  const party =
    answered['direction'] === 'INCOMING'
      ? senderOf(answered)
      : fieldsOf(listOf(answered['recipients'])[0]);
  const { type, value } = fieldsOf(party['deliveryIdentifier']);
  const actorId = idOf(party['actorId']);
  if (actorId === null && textOf(value) === '') return null;
  const deliveryIdentifiers =
    textOf(value) === '' ? [] : [{ type: textOf(type), value: textOf(value) }];
  const name = textOf(party['name']);
  const recipient = {
    ...(actorId === null ? {} : { actorId }),
    ...(name === '' ? {} : { name }),
    recipientField: 'TO',
    deliveryIdentifiers,
  };
  return { recipients: [recipient] };
};

const subjectOf = (subject: string): { subject?: string } => {
  if (subject === '') return {};
  return { subject: /^re:/i.test(subject) ? subject : `Re: ${subject}` };
};

const NOTHING_TO_ANSWER = {
  kind: 'rejected' as const,
  code: 'HUBSPOT.NOTHING_TO_ANSWER',
  status: 0,
  detail: 'The thread has no message with a sender, so channel and recipient are not known.',
};
