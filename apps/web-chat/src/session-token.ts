import { createHmac, timingSafeEqual } from 'node:crypto';
import { SESSION_MS } from '@deskstream/adapter-vendor-web-chat';
import type { EpochMs } from '@deskstream/kernel';
import { fieldsOf, idOf } from '@deskstream/platform-payload';
import type { VendorConnection } from '@deskstream/port-vendor';

/** Names a chat to whoever holds it: `<payload>.<signature>`, nothing is stored. */
export const issueToken = (
  { workspace, signingSecrets }: VendorConnection,
  conversation: string,
  now: EpochMs,
): string => {
  const claims = JSON.stringify({ w: workspace, c: conversation, t: now });
  const payload = Buffer.from(claims).toString('base64url');
  return `${payload}.${sign(signingSecrets[0] ?? '', payload).toString('base64url')}`;
};

/** The chat, or `null`: not ours, changed, or too old. */
export const readToken = (
  { workspace, signingSecrets }: VendorConnection,
  token: string,
  now: EpochMs,
): string | null => {
  const [payload = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const isOurs = signingSecrets.some((secret) => {
    const right = sign(secret, payload);
    return given.length === right.length && timingSafeEqual(given, right);
  });
  if (!isOurs) return null;
  const { w, c, t } = fieldsOf(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  const isFresh = typeof t === 'number' && now - t < SESSION_MS;
  return w === workspace && isFresh ? idOf(c) : null;
};

/** Apart from webhooks, which the same secret signs. */
const sign = (secret: string, payload: string): Buffer =>
  createHmac('sha256', secret).update(`web-chat-session:${payload}`).digest();
