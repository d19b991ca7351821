import type { ConnectionCheck, VendorVerification } from '@deskstream/port-vendor';
import type { IntercomOptions, Session } from '../api/client';
import { openClient } from '../api/client';
import { fieldsOf } from '../payload';
import { requiredTopics } from '../webhooks/topics';
import {
  adminCheck,
  conversationsCheck,
  ok,
  regionCheck,
  secretCheck,
  workspaceCheck,
} from './checks';
import { directoryOf } from './directory';
import { tokenRefused } from './token-check';

/** Also releases its connections. */
export type IntercomVerification = VendorVerification & { close(): Promise<void> };

/** Three reads; what the app subscribed to only the arrival of webhooks can tell (S008). */
export const createIntercomVerification = (options: IntercomOptions = {}): IntercomVerification => {
  const client = openClient(options);
  return {
    vendor: 'intercom',
    requiredTopics,
    calls: ({ aiTeammateId }) => ({
      verify: ['GET /me', `GET /admins/${aiTeammateId}`, 'GET /conversations'],
      compare: ['POST /conversations/search', 'GET /conversations/{id}'],
    }),
    verify: (connection, signal) => checksOf(client.session(connection, signal)),
    directory: (connection, signal) => directoryOf(client.session(connection, signal)),
    close: () => client.close(),
  };
};

/** Without a token that works nothing else can be known. */
const checksOf = async (session: Session): Promise<readonly ConnectionCheck[]> => {
  const { connection } = session;
  const me = await session.get('/me');
  if (me.kind === 'refused') return [tokenRefused(me.refusal), secretCheck(connection)];
  const app = fieldsOf(fieldsOf(me.json)['app']);
  return [
    ok('token', 'GET /me answers with an admin', 'taken'),
    workspaceCheck(app, connection),
    ...regionCheck(app, connection),
    await adminCheck(session),
    await conversationsCheck(session),
    secretCheck(connection),
  ];
};
