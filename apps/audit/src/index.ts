export { openAccess } from './access/access';
export type { Access, AccessMode, AccessOptions } from './access/access';
export { AccessConfig, accessSchema, checkAccess, openAccessOf } from './access/access.config';
export { problemOfEmail } from './access/email';
export { problemOfPassword } from './access/passwords';
export { isRole, ROLES } from './access/role';
export type { Principal, Role } from './access/role';
export type { Account } from './access/stores/accounts';
export { LONGEST_DAYS } from './access/stores/api-tokens';
export type { ApiToken } from './access/stores/api-tokens';
export { startAudit } from './audit';
export type { AuditDeps, AuditParts, RunningAudit } from './audit';
export { figuresOf } from './evaluation/figures';
export type { Figures } from './evaluation/figures';
export { makeCase } from './evaluation/make-case';
export type { CaseWish } from './evaluation/make-case';
export { playCase } from './evaluation/play-case';
export { readHealth } from './connections/read-health';
export type { ConnectionHealth, Light } from './connections/health';
export { verifyConnection } from './connections/verify-connection';
export type { Verified, VerifyDeps } from './connections/verify-connection';
export { bundleAsHtml } from './bundle/bundle-as-html';
export { publishAct } from './acts/act-on-session';
export { exportSession } from './bundle/export-session';
export { openDataSource } from './database/data-source';
export { AuditAccess } from './http/audit-access';
export { AuditHttpModule } from './http/audit-http.module';
export { configureAudit } from './http/configure';
export { readMetrics } from './metrics/metrics.query';
export { eventsOf } from './queries/events.query';
export { passagesOf } from './queries/passages.query';
export type { ReadPassage, ReadPassages } from './queries/passages.query';
export { findSession, listSessions } from './queries/sessions.query';
export type { SessionItem, SessionQuery } from './queries/sessions.query';
export { redriveDeadLetters } from './queries/dead-letters.query';
export { readStatus } from './queries/status.query';
export { readCase } from './why/read-case';
export type { CaseParts } from './why/read-case';
export { PROJECTIONS, rebuildProjections } from './projections/rebuild';
export { entriesOf, identity, readSession } from './what-if/recorded-session';
export { rulesAt } from './what-if/rules-at';
export type { RulesAt, SettingsHistory } from './what-if/rules-at';
export { runWhatIf } from './what-if/run-what-if';
export { asksAgain, estimateOf, openLanes, questionOf } from './what-if/open-lanes';
export { answerersOf, questionFor } from './what-if/what-if.trial';
export type { AskedChange, Estimate, OpenLanes } from './what-if/open-lanes';
export type { Outcome, WhatIfDeps, WhatIfQuestion } from './what-if/run-what-if';
export type {
  AnswererChoice,
  Answering,
  AskedAnswerer,
  AskedRun,
  KnowledgeTime,
  OpenAnswerer,
  Tokens,
} from './what-if/answering';
