export type { Case, CheckView, ConnectionView, DeliveryView, SourceView, Told } from './case';
export { diagnose, SYMPTOMS } from './diagnose';
export type { Diagnosis } from './diagnose';
export { replyChannelOf } from './reply-channel';
export type { Finding, Symptom } from './finding';
