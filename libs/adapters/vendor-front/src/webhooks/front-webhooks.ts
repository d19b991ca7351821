import type { VendorWebhooks } from '@deskstream/port-vendor';
import { interpret } from './interpret';
import { receive } from './receive';
import { verify } from './verify';

export const frontWebhooks: VendorWebhooks = { vendor: 'front', verify, receive, interpret };
