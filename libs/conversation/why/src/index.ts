export type {
  Case,
  CheckView,
  ConnectionView,
  CrmView,
  DeliveryView,
  SourceView,
  Told,
} from './case';
export { diagnose, SYMPTOMS } from './diagnose';
export type { Diagnosis } from './diagnose';
export { diagnoseWorkspace } from './diagnose-workspace';
export type { PlaceDiagnosis, WorkspaceView } from './diagnose-workspace';
export { replyChannelOf } from './reply-channel';
export type { Finding, Symptom } from './finding';
