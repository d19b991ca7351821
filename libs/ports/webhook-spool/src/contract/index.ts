export { webhookSpoolContract } from './webhook-spool.contract';
export type { OpenedSpool } from './webhook-spool.contract';
