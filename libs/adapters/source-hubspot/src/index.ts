export { createHubspotSource } from './hubspot-source';
