import type { Channel } from '@deskstream/conversation-domain';
import type { Fields } from '../payload';
import { fieldsOf, idOf } from '../payload';
import { senderOf } from './people';

/** 1000 is the chat of a website, 1002 email; other text networks are `chat`, those with numbers `sms`. */
export const channelOf = (message: Fields, thread: Fields): Channel => {
  const id = idOf(message['channelId']) ?? idOf(thread['originalChannelId']) ?? '';
  return CHANNELS[id] ?? (NUMBERS.has(addressType(message)) ? 'sms' : 'chat');
};

const CHANNELS: Readonly<Record<string, Channel>> = {
  '1000': 'web',
  '1001': 'chat',
  '1002': 'email',
};

const NUMBERS: ReadonlySet<unknown> = new Set(['HS_PHONE_NUMBER', 'HS_SHORT_CODE']);

const addressType = (message: Fields): unknown =>
  fieldsOf(senderOf(message)['deliveryIdentifier'])['type'];
