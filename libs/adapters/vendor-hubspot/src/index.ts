export { createHubspotApi } from './api/hubspot-api';
export type { HubspotApi, HubspotApiOptions } from './api/hubspot-api';
export { hubspotWebhooks } from './webhooks/hubspot-webhooks';
