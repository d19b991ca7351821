import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What an odd provider says of somebody; what is left out is as it should be. */
export interface Said {
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Signed by somebody else. */
  readonly forged?: boolean;
  /** Its token endpoint hangs up. */
  readonly hangsUp?: boolean;
  /** Sent back instead of a code. */
  readonly error?: string;
}

/** An identity provider that says whatever the test wants; it has no place to sign out. */
export interface OddProvider {
  readonly issuer: string;
  say(said: Said): void;
  away(): Promise<void>;
}

const KEY = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const OTHER = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const HEADER = { alg: 'RS256', typ: 'JWT', kid: 'odd' };

export const startOddProvider = async (clientId: string): Promise<OddProvider> => {
  let said: Said = {};
  let nonce = '';
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', issuer);
    const answers: Readonly<Record<string, () => unknown>> = {
      '/.well-known/openid-configuration': () => json(response, metadataOf(issuer)),
      '/jwks': () => json(response, { keys: [{ ...publicJwk(), ...HEADER, use: 'sig' }] }),
      '/authorize': () => {
        nonce = searchParams.get('nonce') ?? '';
        response.writeHead(302, { location: backOf(searchParams, said) }).end();
      },
      '/token': async () => {
        await text(request);
        if (said.hangsUp === true) request.socket.destroy();
        else json(response, tokensOf({ iss: issuer, aud: clientId, nonce }, said));
      },
    };
    void answers[pathname]?.();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    say: (next) => void (said = next),
    away: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const backOf = (asked: URLSearchParams, { error }: Said): string => {
  const back = new URL(asked.get('redirect_uri') ?? '');
  back.searchParams.set('state', asked.get('state') ?? '');
  if (error === undefined) back.searchParams.set('code', 'c');
  else back.searchParams.set('error', error);
  return back.href;
};

const tokensOf = (own: Readonly<Record<string, unknown>>, { claims, forged }: Said): object => {
  const now = Math.floor(Date.now() / 1_000);
  const payload = { ...own, sub: '42', groups: ['staff'], iat: now, exp: now + 60, ...claims };
  const body = [HEADER, payload].map(encoded).join('.');
  const { privateKey } = forged === true ? OTHER : KEY;
  const signature = createSign('RSA-SHA256').update(body).sign(privateKey, 'base64url');
  return { access_token: 'a', token_type: 'Bearer', id_token: `${body}.${signature}` };
};

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const publicJwk = (): object => KEY.publicKey.export({ format: 'jwk' });

const metadataOf = (issuer: string): object => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
});

const json = (response: ServerResponse, value: object): void =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
