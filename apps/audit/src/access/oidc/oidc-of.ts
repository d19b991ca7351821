import { InfraError } from '@deskstream/kernel';
import type { AccessConfig } from '../access.config';
import { isLoopbackHost } from '../same-origin';
import type { OidcOptions } from './provider';
import { roleRulesOf } from './role-of';

/** `null`: nobody signs in over a provider. `CONFIG.OIDC` where it is told of by halves, or not safe. */
export const oidcOf = (config: AccessConfig): OidcOptions | null => {
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
