import type { Clock, Logger } from '@deskstream/kernel';
import { noLogger } from '@deskstream/kernel';
import { createPool, identifier, migrate } from '@deskstream/platform-postgres';
import { keepTidy } from './housekeeping';
import { OF_ACCOUNT } from './lockout';
import type { OidcOptions } from './oidc/provider';
import { warmUp } from './passwords';
import type { RateLimit } from './rate-limit';
import { rateLimitOf } from './rate-limit';
import type { Principal } from './role';
import { OPERATOR } from './role';
import { MIGRATIONS } from './stores/access.schema';
import type { Accounts } from './stores/accounts';
import { accountsIn } from './stores/accounts';
import type { Acts } from './stores/acts';
import { actsIn } from './stores/acts';
import type { ApiTokens } from './stores/api-tokens';
import { apiTokensIn } from './stores/api-tokens';
import type { BrowserSessions } from './stores/browser-sessions';
import { browserSessionsIn } from './stores/browser-sessions';
import type { KnownBrowsers } from './stores/known-browsers';
import { knownBrowsersIn } from './stores/known-browsers';
import type { OidcFlows } from './stores/oidc-flows';
import { oidcFlowsIn } from './stores/oidc-flows';
import { signInFailuresIn } from './stores/sign-in-failures';
import type { SignInFailures } from './stores/sign-in-failures';

/** `open`: anyone who reaches it is admin; only behind a loopback address. */
export type AccessMode = 'accounts' | 'open';

export interface AccessOptions {
  readonly databaseUrl: string;
  /** PostgreSQL schema of its own: a rebuild of projections never touches accounts. */
  readonly schema: string;
  readonly clock: Clock;
  readonly logger?: Logger;
  readonly mode: AccessMode;
  /** Where browsers find the console, as in `https://desk.example.com`. */
  readonly publicUrl?: string;
  /** Default 8 hours. */
  readonly idleMs?: number;
  /** Default 7 days. */
  readonly longestMs?: number;
  readonly oidc?: OidcOptions;
  /** Of one account or token, at this replica; 0: any number. Default 1,200. */
  readonly requestsPerMinute?: number;
}

/** Who may do what, and who did. */
export interface Access {
  readonly mode: AccessMode;
  readonly publicUrl: string | null;
  readonly oidc: OidcOptions | null;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly sessions: BrowserSessions;
  readonly tokens: ApiTokens;
  readonly acts: Acts;
  readonly failures: SignInFailures;
  readonly flows: OidcFlows;
  /** Those in which somebody signed in before. */
  readonly browsers: KnownBrowsers;
  readonly requests: RateLimit;
  /** `null`: nobody that is known. `used: false` only looks: it keeps no session from being idle. */
  recognise(credentials: Credentials, how?: { readonly used: boolean }): Promise<Principal | null>;
  close(): Promise<void>;
}

/** What a request brings along. */
export interface Credentials {
  readonly bearer?: string;
  readonly cookie?: string;
}

const HOUR = 3_600_000;

/** Opens the accounts; their tables are migrated when it resolves. */
export const openAccess = async (options: AccessOptions): Promise<Access> => {
  const { databaseUrl: url, schema, clock, mode } = options;
  const { logger, idleMs, longestMs, requestsPerMinute, publicUrl, oidc } = asMeant(options);
  const pool = createPool({ url, max: 4, logger, applicationName: 'deskstream-access' });
  try {
    await migrate(pool, schema, MIGRATIONS, 'access');
  } catch (error) {
    await pool.end();
    throw error;
  }
  const tables = { pool, s: identifier(schema), clock };
  const sessions = browserSessionsIn(tables, { idleMs, longestMs });
  const tokens = apiTokensIn(tables);
  const acts = actsIn(tables);
  const failures = signInFailuresIn(tables);
  const flows = oidcFlowsIn(tables);
  const browsers = knownBrowsersIn(tables);
  const closing = new AbortController();
  const tidy = () =>
    Promise.all([
      ...[sessions, browsers, flows, acts].map((store) => store.forgetOld()),
      failures.forgetOld(OF_ACCOUNT),
    ]);
  const tidying = keepTidy({ clock, logger }, tidy, closing.signal);
  await warmUp();
  return {
    mode,
    ...{ publicUrl, oidc, clock },
    ...{ sessions, tokens, acts, failures, flows, browsers },
    accounts: accountsIn(tables, oidc?.issuer ?? null),
    requests: rateLimitOf(clock, requestsPerMinute),
    recognise: async ({ bearer, cookie }, how) => {
      if (mode === 'open') return OPERATOR;
      if (bearer !== undefined) return tokens.recognise(bearer, how);
      return cookie === undefined ? null : sessions.recognise(cookie, how);
    },
    close: async () => {
      closing.abort();
      await tidying;
      await pool.end();
    },
  };
};

const asMeant = ({
  logger = noLogger,
  idleMs = 8 * HOUR,
  longestMs = 168 * HOUR,
  requestsPerMinute = 1_200,
  publicUrl,
  oidc,
}: AccessOptions) => ({
  ...{ logger, idleMs, longestMs, requestsPerMinute },
  publicUrl: publicUrl ?? null,
  oidc: oidc ?? null,
});
