import { hasCode, InfraError, messageOf } from '@deskstream/kernel';
import type { Configuration } from 'openid-client';
import * as openidClient from 'openid-client';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
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
/** How far its clock may be off. */
const SKEW_S = 60;
const ANSWERS_WITHIN_S = 8;

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

export interface Identified {
  readonly claims: Readonly<Record<string, unknown>> & { readonly sub: string };
  /** As it came; the provider wants it back at sign-out. */
  readonly idToken: string;
}

/** The ID token, proven: signature, issuer, audience, time, nonce. `ACCESS.OIDC*` where it is not. */
export const finishOidc = async (
  options: OidcOptions,
  back: URL,
  { state, nonce, verifier }: { readonly state: string } & OidcFlow,
): Promise<Identified> => {
  const configuration = await configurationOf(options);
  try {
    const tokens = await authorizationCodeGrant(configuration, back, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims !== undefined && tokens.id_token !== undefined)
      return { claims, idToken: tokens.id_token };
    throw new Error('it gave no ID token');
  } catch (error) {
    throw refused(options, error, didNotAnswer(error));
  }
};

const found = new WeakMap<OidcOptions, Promise<Configuration>>();

/** Looked up once; a provider that was away is looked up again. */
export const configurationOf = (options: OidcOptions): Promise<Configuration> => {
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
    const about = { [clockTolerance]: SKEW_S };
    return await discovery(server, clientId, about, ClientSecretPost(clientSecret), {
      execute: [enableNonRepudiationChecks, ...(insecure ? [allowHttp] : [])],
      timeout: ANSWERS_WITHIN_S,
    });
  } catch (error) {
    throw refused(options, error, true);
  }
};

/** Called deprecated there only to stand out; a provider on this machine is what it is for. */
const allowHttp = Reflect.get(openidClient, 'allowInsecureRequests');

/** Nothing came back: another attempt may pass. */
const didNotAnswer = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false;
  const { message, cause } = error as { readonly message?: unknown; readonly cause?: unknown };
  return hasCode(error, 'OAUTH_TIMEOUT') || message === 'fetch failed' || didNotAnswer(cause);
};

const refused = ({ issuer }: OidcOptions, error: unknown, transient: boolean): InfraError =>
  new InfraError(
    transient ? 'ACCESS.OIDC_AWAY' : 'ACCESS.OIDC',
    `the identity provider ${issuer}: ${messageOf(error)}`,
    transient,
    error,
  );
