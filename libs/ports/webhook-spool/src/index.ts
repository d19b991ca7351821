export type { DrainTerms, SpoolSize, WebhookSpool } from './webhook-spool.port';
