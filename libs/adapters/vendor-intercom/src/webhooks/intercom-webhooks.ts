import type { VendorWebhooks } from '@deskstream/port-vendor';
import { interpret } from './interpret';
import { receive } from './receive';
import { verify } from './verify';

export const intercomWebhooks: VendorWebhooks = { vendor: 'intercom', verify, receive, interpret };
