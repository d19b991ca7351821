export { passesLuhn } from './kinds';
export { redact } from './redact';
export type { Redacted } from './redact';
export { restoreStream } from './restore-stream';
export type { PersonalKind } from './kinds';
