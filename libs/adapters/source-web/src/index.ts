export { createWebSource } from './web-source';
export type { WebOptions } from './web-source';
