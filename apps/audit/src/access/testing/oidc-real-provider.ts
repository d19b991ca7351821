import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

export const CLIENT = { clientId: 'deskstream', clientSecret: 'secret-of-the-console' };
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  ada: ['desk-admins'],
  sue: ['support'],
  bob: ['sales'],
};

const KEY = {
  ...generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ format: 'jwk' }),
  ...{ use: 'sig', alg: 'RS256', kid: 'of this test' },
};

/** A real provider with three people, who consent to everything. */
export const providerAt = (issuer: string, site: string): Provider =>
  new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [`${site}/api/v1/access/oidc/callback`],
        post_logout_redirect_uris: [`${site}/sign-in`],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub', 'groups'], profile: ['name'], email: ['email'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    jwks: { keys: [KEY] },
    cookies: { keys: ['a key of this test'] },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@example.com`, name: id, groups: GROUPS[id] }),
    }),
    loadExistingGrant: async ({ oidc }: Context) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });

interface Context {
  readonly oidc: {
    readonly provider: {
      readonly Grant: new (of: object) => {
        addOIDCScope(scope: string): void;
        save(): Promise<unknown>;
      };
    };
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
  };
}
