import type { Channel } from './vocabulary';

/** Where a reply goes to; what is not known is left out. */
export interface ReplyChannel {
  readonly kind: Channel;
  /** Address or number that the reply goes to. */
  readonly address?: string;
  /** Chats: the visitor's session still takes messages. */
  readonly open?: boolean;
  /** What the channel said when it refused the reply. */
  readonly failure?: string;
}

/** Why the customer cannot be reached (S059): a reason code, or `null` when nothing speaks against it. */
export const unreachable = (channel: ReplyChannel): string | null => {
  if (channel.failure !== undefined) return `CHANNEL.FAILED: ${channel.failure}`;
  return REACHABLE[channel.kind](channel);
};

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const NUMBER = /^\+?[\d\s().-]{5,}$/;

const byNumber = ({ address = '' }: ReplyChannel): string | null =>
  NUMBER.test(address) ? null : 'CHANNEL.PHONE_INVALID';

const bySession = ({ open }: ReplyChannel): string | null =>
  open === false ? 'CHANNEL.SESSION_CLOSED' : null;

const REACHABLE: Readonly<Record<Channel, (of: ReplyChannel) => string | null>> = {
  email: ({ address = '' }) => (EMAIL.test(address) ? null : 'CHANNEL.EMAIL_INVALID'),
  sms: byNumber,
  phone: byNumber,
  web: bySession,
  chat: bySession,
};
