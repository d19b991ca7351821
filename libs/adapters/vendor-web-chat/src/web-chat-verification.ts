import type {
  ConnectionCheck,
  VendorConnection,
  VendorVerification,
} from '@deskstream/port-vendor';
import { chatTopics } from './chat-event';
import type { Fetched, WebChatOptions } from './client';
import { openClient } from './client';

/** Also releases its connections. */
export type WebChatVerification = VendorVerification & { close(): Promise<void> };

/** A customer who comes back within this time finds the chat again. */
export const SESSION_MS = 90 * 24 * 3_600_000;

export const createWebChatVerification = (options: WebChatOptions = {}): WebChatVerification => {
  const client = openClient(options);
  return {
    vendor: 'web-chat',
    requiredTopics: chatTopics,
    sessionMs: SESSION_MS,
    calls: () => ({
      verify: ['GET /me'],
      compare: ['GET /conversations', 'GET /conversations/{id}/events'],
    }),
    verify: async (connection, signal) => {
      const me = await client.session(connection, signal)('GET', '/me');
      return [tokenCheck(me), secretCheck(connection)];
    },
    close: () => client.close(),
  };
};

const tokenCheck = (me: Fetched): ConnectionCheck => {
  const base = { name: 'token', expected: 'GET /me answers with the workspace' };
  if (me.kind === 'ok') return { ...base, result: 'ok', found: 'taken' };
  const { refusal } = me;
  return refusal.kind === 'rejected'
    ? {
        ...base,
        result: 'failed',
        code: 'WEB_CHAT.TOKEN_REFUSED',
        found: refusal.code,
        fix: 'The address must end with /api/<workspace>. The token is the one of this connection.',
      }
    : {
        ...base,
        result: 'failed',
        code: 'WEB_CHAT.UNREACHABLE',
        found: refusal.kind,
        fix: 'Start the web-chat service, or correct its address.',
      };
};

const secretCheck = ({ signingSecrets }: VendorConnection): ConnectionCheck => {
  const base = { name: 'signing secret', expected: 'at least one' };
  return signingSecrets.length > 0
    ? { ...base, result: 'ok', found: String(signingSecrets.length) }
    : {
        ...base,
        result: 'failed',
        code: 'WEB_CHAT.NO_SIGNING_SECRET',
        found: 'none',
        fix: 'Enter a secret; it signs the webhooks and the sessions of customers.',
      };
};
