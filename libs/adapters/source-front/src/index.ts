export { createFrontSource } from './front-source';
export type { SourceOptions } from './front-source';
