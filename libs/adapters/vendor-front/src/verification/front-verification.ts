import type {
  ConnectionCheck,
  VendorCalls,
  VendorConnection,
  VendorVerification,
} from '@deskstream/port-vendor';
import type { FrontOptions, Session } from '../api/client';
import { openClient } from '../api/client';
import { fieldsOf } from '../payload';
import { requiredTopics } from '../webhooks/topics';
import { companyCheck, secretCheck, teammateCheck } from './checks';
import { directoryOf } from './directory';
import { probedBy, scopeChecks } from './scopes';
import { ok, tokenRefused } from './token-check';

/** Also releases its connections. */
export type FrontVerification = VendorVerification & { close(): Promise<void> };

/** Five reads at most; what webhooks the company subscribed to only their arrival can tell (S071). */
export const createFrontVerification = (options: FrontOptions = {}): FrontVerification => {
  const client = openClient(options);
  return {
    vendor: 'front',
    requiredTopics,
    calls: callsOf,
    verify: (connection, signal) => checksOf(client.session(connection, signal)),
    directory: (connection, signal) => directoryOf(client.session(connection, signal)),
    close: () => client.close(),
  };
};

const callsOf = (connection: VendorConnection): VendorCalls => ({
  verify: ['GET /me', `GET /teammates/${connection.aiTeammateId}`, ...probedBy(connection)],
  compare: [
    'GET /events',
    ...['', '/messages', '/comments'].map((part) => `GET /conversations/{id}${part}`),
  ],
});

/** Without a token that works nothing else can be known. */
const checksOf = async (session: Session): Promise<readonly ConnectionCheck[]> => {
  const { connection } = session;
  const me = await session.get('/me');
  if (me.kind === 'refused') return [tokenRefused('token', me.refusal), secretCheck(connection)];
  return [
    ok('token', 'GET /me answers with the company', 'taken'),
    companyCheck(fieldsOf(me.json), connection),
    await teammateCheck(session),
    ...(await scopeChecks(session)),
    secretCheck(connection),
  ];
};
