import { InfraError, messageOf } from '@deskstream/kernel';
import type { Configuration } from 'openid-client';
import * as openidClient from 'openid-client';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { isLoopbackAddress } from '../same-origin';
import type { OidcFlow } from '../stores/oidc-flows';
import type { RoleRules } from './role-of';

/** An identity provider that speaks OpenID Connect. */
export interface OidcOptions extends RoleRules {
  /** On the button of the sign-in page. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface OidcStart extends OidcFlow {
  readonly state: string;
  /** Where the browser goes. */
  readonly url: string;
}

const SCOPE = 'openid profile email';

/** Authorization code with PKCE: what to remember until the browser comes back. */
export const startOidc = async (
  options: OidcOptions,
  { redirectUri, returnTo }: { readonly redirectUri: string; readonly returnTo: string },
): Promise<OidcStart> => {
  const configuration = await configurationOf(options);
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
  const url = buildAuthorizationUrl(configuration, {
    ...{ redirect_uri: redirectUri, scope: SCOPE, state, nonce },
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { state, nonce, verifier, returnTo, url: url.href };
};

/** The claims of the ID token, proven; `ACCESS.OIDC` where they are not. */
export const finishOidc = async (
  options: OidcOptions,
  back: URL,
  { state, nonce, verifier }: { readonly state: string } & OidcFlow,
): Promise<Readonly<Record<string, unknown>> & { readonly sub: string }> => {
  const configuration = await configurationOf(options);
  try {
    const tokens = await authorizationCodeGrant(configuration, back, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims !== undefined) return claims;
    throw new Error('it gave no ID token');
  } catch (error) {
    throw refused(options, error, false);
  }
};

const found = new WeakMap<OidcOptions, Promise<Configuration>>();

/** Looked up once; a provider that was away is looked up again. */
const configurationOf = (options: OidcOptions): Promise<Configuration> => {
  const known = found.get(options) ?? discovered(options);
  found.set(options, known);
  known.catch(() => found.delete(options));
  return known;
};

const discovered = async (options: OidcOptions): Promise<Configuration> => {
  const { issuer, clientId, clientSecret } = options;
  const server = new URL(issuer);
  const insecure = server.protocol === 'http:' && isLoopbackAddress(server.hostname);
  try {
    return await discovery(server, clientId, undefined, ClientSecretPost(clientSecret), {
      execute: insecure ? [allowHttp] : [],
    });
  } catch (error) {
    throw refused(options, error, true);
  }
};

/** Called deprecated there only to stand out; a provider on this machine is what it is for. */
const allowHttp = Reflect.get(openidClient, 'allowInsecureRequests');

const refused = ({ issuer }: OidcOptions, error: unknown, transient: boolean): InfraError =>
  new InfraError(
    transient ? 'ACCESS.OIDC_AWAY' : 'ACCESS.OIDC',
    `the identity provider ${issuer}: ${messageOf(error)}`,
    transient,
    error,
  );
