import { SESSION_MS } from '@deskstream/adapter-vendor-web-chat';
import type { VendorConnection } from '@deskstream/port-vendor';
import { issueToken, readToken } from './session-token';

const T0 = 1_790_000_000_000;

const connection: VendorConnection = {
  workspace: 'acme',
  vendor: 'web-chat',
  apiBaseUrl: 'https://chat.example.com/api/acme',
  accessToken: 'token',
  signingSecrets: ['new', 'old'],
  aiTeammateId: 'ai-1',
};
const token = issueToken(connection, 'chat-1', T0);

it.each<[string, Partial<VendorConnection>]>([
  ['the same secret', {}],
  ['a secret that was rotated since', { signingSecrets: ['newer', 'new'] }],
])('names its chat under %s', (_why, changed) => {
  expect(readToken({ ...connection, ...changed }, token, T0 + SESSION_MS - 1)).toBe('chat-1');
});

it.each<[string, string, Partial<VendorConnection>, number]>([
  ['it is too old', token, {}, T0 + SESSION_MS],
  ['its secret is gone', token, { signingSecrets: ['newer'] }, T0],
  ['no secret is left', token, { signingSecrets: [] }, T0],
  ['it is of another workspace', token, { workspace: 'other' }, T0],
  ['another chat is written into it', renamed(token), {}, T0],
  ['its signature is cut', token.slice(0, -2), {}, T0],
  ['it is nothing', '', {}, T0],
  ['it is only a dot', '.', {}, T0],
])('names no chat when %s', (_why, given, changed, now) => {
  expect(readToken({ ...connection, ...changed }, given, now)).toBeNull();
});

function renamed(whole: string): string {
  const [, signature = ''] = whole.split('.');
  const claims = JSON.stringify({ w: 'acme', c: 'chat-2', t: T0 });
  return `${Buffer.from(claims).toString('base64url')}.${signature}`;
}
