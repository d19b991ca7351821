export { createIntercomApi } from './api/intercom-api';
export type { IntercomApi, IntercomApiOptions } from './api/intercom-api';
export { intercomWebhooks } from './webhooks/intercom-webhooks';
export { isKnownTopic } from './webhooks/topics';
