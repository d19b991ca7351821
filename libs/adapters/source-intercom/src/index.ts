export { createIntercomSource } from './intercom-source';
export type { SourceOptions } from './intercom-source';
