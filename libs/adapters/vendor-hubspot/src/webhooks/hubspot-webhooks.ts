import type { VendorWebhooks } from '@deskstream/port-vendor';
import { interpret } from './interpret';
import { receive } from './receive';
import { verify } from './verify';

export const hubspotWebhooks: VendorWebhooks = { vendor: 'hubspot', verify, receive, interpret };
