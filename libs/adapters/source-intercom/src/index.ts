export { createIntercomSource } from './intercom-source';
