export { admitCall } from './admit-call';
export type { Admission, CallRequest } from './admit-call';
export { checkDraft } from './check-draft';
export type { DraftSources } from './check-draft';
export type { Finding } from './findings';
export { promisesHandoff } from './handoff-promise';
export { findInstructions } from './instructions';
export { hostsOf } from './links';
export { maskSecrets } from './secrets';
