export type {
  ConnectionCheck,
  VendorCalls,
  DeskAccount,
  DeskDirectory,
  DeskTeammate,
  RecentConversations,
  ReplyQuestion,
  VendorFeed,
  VendorVerification,
} from './connection-health.port';
export type {
  CallResult,
  Ownership,
  RateBudget,
  ReadBack,
  VendorApi,
  VendorCommand,
} from './vendor-api.port';
export type {
  CanonicalFact,
  Delivery,
  DroppedDelivery,
  Reception,
  VendorConnection,
  VendorName,
  VendorWebhooks,
  Verification,
  WebhookRequest,
} from './vendor.port';
