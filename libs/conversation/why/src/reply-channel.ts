import type { Channel, Contact, ReplyChannel } from '@deskstream/conversation-domain';
import type { Case } from './case';
import { all, last } from './case';

/** Where a person's reply goes to (S059), as the session's log has it; `null`: the customer never wrote. */
export const replyChannelOf = (given: Case): ReplyChannel | null => {
  const [first] = all(given, 'CustomerMessageReceived');
  if (first === undefined) return null;
  const kind = last(given, 'CustomerMessageReceived')?.event.data.channel ?? 'web';
  const field = ADDRESS[kind];
  const address = field === undefined ? undefined : contactOf(given)?.[field];
  return {
    kind,
    open: last(given, 'ConversationDeleted') === undefined && !isOver(given, first.event.at),
    ...(address === undefined ? {} : { address }),
  };
};

const isOver = ({ sessionMs, now }: Case, beganAt: number): boolean =>
  sessionMs !== undefined && now - beganAt >= sessionMs;

const contactOf = (given: Case): Contact | undefined =>
  last(given, 'ProfileRead')?.event.data.contact ??
  last(given, 'CustomerMessageReceived')?.event.data.contact;

const ADDRESS: { readonly [channel in Channel]?: 'email' | 'phone' } = {
  email: 'email',
  sms: 'phone',
  phone: 'phone',
};
