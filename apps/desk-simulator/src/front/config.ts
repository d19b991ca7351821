import type { FrontRule } from './rules/rule';
import type { Teammate } from './model';

/** One simulated Front company: the API at `<simulator>/front` knows it by its token. */
export interface FrontCompanyConfig {
  /** Name in the control API. */
  readonly workspace: string;
  /** `authorization.id` of application webhooks and id of `GET /me`. */
  readonly companyId: string;
  readonly companyName?: string;
  readonly accessToken: string;
  /**
   * Granted scopes: as the OpenAPI file names them, or the families `shared:*`, `private:*` (private inboxes)
   * and `provisioning` (teams, which is our guess). Default: everything.
   */
  readonly scopes?: readonly string[];
  /** Teammate that the AI writes as. */
  readonly aiTeammateId: string;
  /** What `author.type` says of it; the vendor's docs leave it open. Default `api`. */
  readonly aiTeammateType?: 'api' | 'user';
  readonly teammates?: readonly Teammate[];
  /** `ai`: a rule gives new conversations to the AI's teammate. */
  readonly assignNewTo: 'ai' | 'nobody';
  /** Requests a minute: Starter 50, Pro 100 (default), Enterprise 200. */
  readonly requestsPerMinute?: number;
  /** From 202 to the message. Default 400. */
  readonly sendDelayMs?: number;
  readonly application?: ApplicationWebhook;
  readonly rule?: RuleWebhook;
  readonly rules?: readonly FrontRule[];
  /** Host of `_links`. Default as the vendor's: not the host of the API. */
  readonly linkBase?: string;
  /** Host of `_pagination.next` and of the `Location` of merged conversations. */
  readonly apiBase?: string;
  /** How many help-center articles are made from the seed. Default 40. */
  readonly articles?: number;
}

/** Signed with the app's signing key over timestamp and body; up to three retries. */
export interface ApplicationWebhook {
  /** Empty: none is saved yet. */
  readonly url: string;
  readonly signingKey: string;
  /** Outer types that are subscribed. Default: all. */
  readonly topics?: readonly string[];
  /** Waits before the retries. Default 10 s, 60 s, 300 s. */
  readonly retryAfterMs?: readonly number[];
  /** Switched off after so many lost notifications in a row. Default 50. */
  readonly switchOffAfter?: number;
}

/** Signed with the company's API secret over the body alone; never retried. */
export interface RuleWebhook {
  readonly url: string;
  readonly apiSecret: string;
  /** Inner types that a rule sends. Default: all. */
  readonly events?: readonly string[];
  /** Default `full`; `preview` leaves the message's body out. */
  readonly body?: 'full' | 'preview';
}

export const LINK_BASE = 'https://example-co.api.frontapp.com';
export const API_BASE = 'https://api2.frontapp.com';
