export { arbitraryOf } from './arbitrary-of';
export { deciderSpec } from './decider-spec';
export type { Decided, DeciderSpec, Expected, Given, SpecOptions } from './decider-spec';
export { eventBuilder } from './event-builder';
export type { EventBuilder } from './event-builder';
