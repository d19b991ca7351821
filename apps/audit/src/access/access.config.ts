import {
  EnvChoice,
  EnvInteger,
  EnvList,
  EnvProxies,
  EnvText,
  EnvUrl,
  ServiceConfig,
} from '@deskstream/platform-config';
import type { AccessMode } from './access';

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
    about:
      'Requests to the API that one account or token may send in a minute, at each replica; 0 is any number',
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
