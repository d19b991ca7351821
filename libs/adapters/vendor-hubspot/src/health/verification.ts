import { systemClock } from '@deskstream/kernel';
import { openPool } from '@deskstream/platform-http';
import type {
  ConnectionCheck,
  VendorConnection,
  VendorVerification,
} from '@deskstream/port-vendor';
import type { HubspotApiOptions } from '../api/hubspot-api';
import type { Session } from '../api/session';
import { endedWith, openSession } from '../api/session';
import { requiredTopics } from '../webhooks/topics';
import { checkAccount, checkApp, checkToken } from './account-checks';
import { checkAssistant, checkCrm, checkTickets } from './access-checks';
import { checkReplyWith } from './check-reply';
import { directoryOf } from './directory';
import { failedCheck } from './failed-check';
import { callsOf } from './calls';
import { checkSubscriptions } from './subscription-checks';

export type HubspotVerification = VendorVerification & { close(): Promise<void> };

/** Is this connection good (S039–S044, S048, S051, S052)? Reads only; a failed check does not end the others. */
export const createHubspotVerification = (options: HubspotApiOptions = {}): HubspotVerification => {
  const { clock = systemClock } = options;
  const { dispatcher, close } = openPool(options);
  return {
    vendor: 'hubspot',
    requiredTopics,
    calls: callsOf,
    verify: async (connection, signal) => {
      const session = openSession({ dispatcher, clock }, connection, signal);
      return [...checkToken(connection), ...(await checksOf(session))];
    },
    checkReply: (question, connection, signal) =>
      checkReplyWith(openSession({ dispatcher, clock }, connection, signal), question),
    directory: (connection, signal) =>
      directoryOf(openSession({ dispatcher, clock }, connection, signal)),
    close,
  };
};

export type Check = (
  session: Session,
  connection: VendorConnection,
) => Promise<readonly ConnectionCheck[]>;

const CHECKS: readonly (readonly [string, Check])[] = [
  ['account', checkAccount],
  ['scopes', checkApp],
  ['assistant', checkAssistant],
  ['crm', checkCrm],
  ['tickets', checkTickets],
  ['webhooks', checkSubscriptions],
];

/** What reading records of customers needs, and nothing else (S052). */
export const checkCrmConnection = async (session: Session): Promise<readonly ConnectionCheck[]> => [
  ...checkToken(session.connection),
  ...(await checksOf(session, CRM_CHECKS)),
];

const CRM_CHECKS: typeof CHECKS = [
  ['account', checkAccount],
  ['crm', checkCrm],
];

const checksOf = async (session: Session, wanted = CHECKS): Promise<readonly ConnectionCheck[]> => {
  const checks: ConnectionCheck[] = [];
  for (const [name, check] of wanted) {
    try {
      checks.push(...(await check(session, session.connection)));
    } catch (error) {
      checks.push(failedCheck(name, endedWith(error)));
    }
  }
  return checks;
};
