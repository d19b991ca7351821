import {
  EnvChoice,
  EnvInteger,
  EnvList,
  EnvProxies,
  EnvText,
  EnvUrl,
  ServiceConfig,
} from '@deskstream/platform-config';
import { InfraError, messageOf } from '@deskstream/kernel';
import type { Clock, Logger } from '@deskstream/kernel';
import type { Access, AccessMode } from './access';
import { openAccess } from './access';
import { addFirstAdmin } from './first-admin';
import type { OidcOptions } from './oidc/provider';
import { configurationOf } from './oidc/provider';
import { refuseOpenDoors } from './open-doors';
import { isLoopbackAddress, isLoopbackHost } from './same-origin';
import { roleRulesOf } from './oidc/role-of';

/** What a process that serves the console understands about who may use it. */
export class AccessConfig extends ServiceConfig {
  @EnvChoice({
    about: 'Who may use the console: people with accounts, or anyone on this machine (as admin)',
    choices: ['accounts', 'open'],
  })
  ACCESS: AccessMode = 'accounts';

  @EnvUrl({
    about: 'Where browsers find the console, as in https://desk.example.com',
    protocols: ['https', 'http'],
    optional: true,
  })
  PUBLIC_URL?: string;

  @EnvText({ about: 'First admin of an installation without accounts', optional: true })
  FIRST_ADMIN_EMAIL?: string;

  @EnvText({
    about: 'Its password; later ones are set in the console',
    expected: 'at least 12 characters',
    optional: true,
    secret: true,
  })
  FIRST_ADMIN_PASSWORD?: string;

  @EnvInteger({
    about: 'Minutes without a click after which one signs in again',
    min: 1,
    max: 10_080,
  })
  SESSION_IDLE_MINUTES = 480;

  @EnvInteger({ about: 'Hours after which one signs in again in any case', min: 1, max: 8_760 })
  SESSION_HOURS = 168;

  @EnvInteger({
    about: 'Requests to the API that one account or token may send in a minute; 0 is any number',
    min: 0,
    max: 1_000_000,
  })
  API_REQUESTS_PER_MINUTE = 1_200;

  @EnvProxies({
    about: 'Proxies in front of the console, whose X-Forwarded-For and -Proto are believed',
  })
  CONSOLE_TRUSTED_PROXIES: string[] = [];

  @EnvUrl({
    about: 'Identity provider (OpenID Connect) over which one can sign in, too',
    protocols: ['https', 'http'],
    optional: true,
  })
  OIDC_ISSUER?: string;

  @EnvText({ about: 'What the provider calls this console', optional: true })
  OIDC_CLIENT_ID?: string;

  @EnvText({ about: 'Its secret there', optional: true, secret: true })
  OIDC_CLIENT_SECRET?: string;

  @EnvText({ about: 'On the button of the sign-in page' })
  OIDC_NAME = 'single sign-on';

  @EnvText({ about: 'Claim that says what somebody may do, as in realm_access.roles' })
  OIDC_ROLE_CLAIM = 'groups';

  @EnvList({
    about: 'Which of its values is which role, as in admin=desk-admins,engineer=support,viewer=*',
    each: /^(viewer|engineer|admin)=.+$/,
    expected: 'viewer=, engineer= or admin=, each with a value of the claim',
  })
  OIDC_ROLES: string[] = [];
}

interface Opened {
  readonly databaseUrl: string;
  /** Schema of the installation; accounts stand in one beside it. */
  readonly schema: string;
}

/** Schema of accounts: never that of projections, which a rebuild empties. */
export const accessSchema = (schema: string): string => `${schema}_access`;

/** Before anything starts: `CONFIG.ACCESS_OPEN`, `CONFIG.OIDC` where this configuration cannot be meant. */
export const checkAccess = (config: AccessConfig): void => {
  refuseOpenDoors(config);
  oidcOf(config);
};

/** As the configuration says; `CONFIG.*` where that would let in whom it should not. */
export const openAccessOf = async (
  { config, clock, logger }: { config: AccessConfig; clock: Clock; logger: Logger },
  { databaseUrl, schema }: Opened,
): Promise<Access> => {
  checkAccess(config);
  const { PUBLIC_URL: publicUrl } = config;
  const oidc = oidcOf(config);
  const access = await openAccess({
    ...{ databaseUrl, clock, logger, mode: config.ACCESS, schema: accessSchema(schema) },
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/+$/, '') }),
    ...(oidc === null ? {} : { oidc }),
    idleMs: config.SESSION_IDLE_MINUTES * 60_000,
    longestMs: config.SESSION_HOURS * 3_600_000,
    requestsPerMinute: config.API_REQUESTS_PER_MINUTE,
  });
  try {
    if (config.ACCESS === 'accounts') await letSomebodyIn(access, config, logger);
  } catch (error) {
    await access.close();
    throw error;
  }
  return access;
};

/** A provider that is away holds up nothing: people sign in when it is back. */
const letSomebodyIn = async (
  access: Access,
  {
    FIRST_ADMIN_EMAIL: email,
    FIRST_ADMIN_PASSWORD: password,
    HOST,
    CONSOLE_TRUSTED_PROXIES,
  }: AccessConfig,
  logger: Logger,
): Promise<void> => {
  if (access.publicUrl === null && CONSOLE_TRUSTED_PROXIES.length === 0 && !isLoopbackAddress(HOST))
    logger.warn({}, UNENCRYPTED);
  await addFirstAdmin(access, { email, password }, logger);
  if (access.oidc !== null)
    configurationOf(access.oidc).catch((error: unknown) =>
      logger.warn({ because: messageOf(error) }, 'nobody can sign in over the provider yet'),
    );
};

const UNENCRYPTED =
  'sign-in goes over plain http here: set PUBLIC_URL to the https address, and CONSOLE_TRUSTED_PROXIES to the proxy that ends TLS';

const oidcOf = (config: AccessConfig): OidcOptions | null => {
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
  } = config;
  if (issuer === undefined) return null;
  const roles = roleRulesOf(config.OIDC_ROLES);
  if (clientId === undefined || clientSecret === undefined || roles === null || roles.length === 0)
    throw wrongOidc(
      'OIDC_ISSUER is set: OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_ROLES are needed with it. Set them, or leave out OIDC_ISSUER.',
    );
  if (issuer.startsWith('http:') && !isLoopbackHost(new URL(issuer).host))
    throw wrongOidc(
      `OIDC_ISSUER=${issuer} is not encrypted: anybody on the way could say who signs in. Use its https address.`,
    );
  const { OIDC_NAME: name, OIDC_ROLE_CLAIM: roleClaim } = config;
  return { name, issuer, clientId, clientSecret, roleClaim, roles };
};

const wrongOidc = (message: string): InfraError => new InfraError('CONFIG.OIDC', message, false);
