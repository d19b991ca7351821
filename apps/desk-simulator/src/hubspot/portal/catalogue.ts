import type { ChannelName } from '../model';

/** What every simulated account has: inboxes, channels, pipelines. Ids follow the example payloads. */
export const INBOXES = [
  { id: '102240300', name: 'Support', type: 'HELP_DESK' },
  { id: '102240301', name: 'Sales', type: 'INBOX' },
];

export const CHANNELS = [
  { id: '1000', name: 'Live chat' },
  { id: '1001', name: 'Facebook Messenger' },
  { id: '1002', name: 'Email' },
];

export interface ChannelAccount {
  readonly id: string;
  readonly channelId: string;
  readonly name: string;
  readonly address: { readonly type: string; readonly value: string };
}

export const CHANNEL_ACCOUNTS: Readonly<Record<ChannelName, ChannelAccount>> = {
  email: {
    id: '105970300',
    channelId: '1002',
    name: 'support@example.com',
    address: { type: 'HS_EMAIL_ADDRESS', value: 'support@example.com' },
  },
  chat: {
    id: '105970301',
    channelId: '1000',
    name: 'Website chat',
    address: { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: 'website-chat' },
  },
};

export const PIPELINE = { id: '0', label: 'Support Pipeline' };

export const STAGES = [
  { id: '1', label: 'New', ticketState: 'OPEN' },
  { id: '2', label: 'Waiting on contact', ticketState: 'OPEN' },
  { id: '3', label: 'Waiting on us', ticketState: 'OPEN' },
  { id: '4', label: 'Closed', ticketState: 'CLOSED' },
];
