export { startDeskSimulator } from './start-desk-simulator';
export type {
  DeskSimulatorOptions,
  RunningDeskSimulator,
  SimulatedWorkspace,
} from './start-desk-simulator';
export { createDesk } from './desk/desk';
export type { Desk, DeskOptions } from './desk/desk';
export type {
  Action,
  Admin,
  Conversation,
  DeskState,
  Effect,
  Notification,
  Part,
  WorkspaceConfig,
} from './desk/model';
export { plainOf } from './desk/text';
export { createIntercomApi } from './api/intercom-api';
export type { ApiCall, IntercomApi } from './api/intercom-api';
export type { ApiAnswer, ApiRequest } from './api/answers';
export { createFaults } from './faults/faults';
export type { ApiFaultKind, DeliveryFaultKind, FaultRule, Faults } from './faults/faults';
export { createWebhookSender } from './delivery/sender';
export type { SenderOptions, WebhookAttempt, WebhookSender } from './delivery/sender';
export { signatureOf } from './delivery/signature';
export type { Post, PostRequest } from './delivery/post';
export type { RetryPolicy } from './delivery/retries';
export type { Workspace } from './workspace';
export { DeskSimulatorModule } from './app.module';
export { DeskSimulatorConfig } from './config';
export type {
  ApplicationWebhook,
  FrontCompanyConfig,
  RuleWebhook as FrontRuleWebhook,
} from './front/config';
export type { FrontInstance, FrontInstanceOptions } from './front/instance';
export type { FrontRequest } from './front/api/answers';
export type { FrontApi, FrontCall } from './front/api/front-api';
export type { FrontCompany } from './front/company/company';
export type {
  Channel as FrontChannel,
  Conversation as FrontConversation,
  FrontEffect,
  FrontEvent,
  FrontState,
} from './front/model';
export type { FrontRule } from './front/rules/rule';
export type { FrontPost } from './front/webhooks/post';
export type { FrontAttempt, FrontSender } from './front/webhooks/sender';
export { applicationSignature, ruleSignature } from './front/webhooks/signatures';
export type { HubspotWorkspace, PortalSurroundings, SimulatedPortal } from './hubspot/hubspot';
export type { Customer, Portal, PortalOptions } from './hubspot/portal/portal';
export { createHubspotApi } from './hubspot/api/hubspot-api';
export type { HubspotApi, HubspotCall } from './hubspot/api/hubspot-api';
export type { BatchAttempt, BatchSender } from './hubspot/delivery/batch-sender';
export type { Untidiness } from './hubspot/delivery/batch';
export type { RetrySpread } from './hubspot/delivery/retries';
export type { HubspotEffect, PortalConfig, PortalEvent } from './hubspot/model';
export type { Rule, RuleAction } from './hubspot/rules/rule';
