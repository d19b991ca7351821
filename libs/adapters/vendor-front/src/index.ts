export { createFrontApi } from './api/front-api';
export type { FrontApi, FrontApiOptions } from './api/front-api';
export type { FrontOptions } from './api/client';
export { createFrontFeed } from './front-feed';
export type { FrontFeed } from './front-feed';
export { createFrontVerification } from './verification/front-verification';
export type { FrontVerification } from './verification/front-verification';
export { frontWebhooks } from './webhooks/front-webhooks';
