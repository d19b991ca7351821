export { createModel } from './create-model';
export type { ModelOptions } from './create-model';
export type { Timeouts } from './deadline';
