import { systemClock } from '@deskstream/kernel';
import { httpPool } from '@deskstream/platform-http';
import type {
  ConnectionCheck,
  VendorConnection,
  VendorVerification,
} from '@deskstream/port-vendor';
import type { HubspotApiOptions } from '../api/hubspot-api';
import type { NotDone, Session } from '../api/session';
import { endedWith, openSession } from '../api/session';
import { requiredTopics } from '../webhooks/topics';
import { checkAccount, checkApp, checkToken } from './account-checks';
import { checkAssistant, checkCrm, checkTickets } from './access-checks';
import { checkReplyWith } from './check-reply';
import { checkSubscriptions } from './subscription-checks';

export type HubspotVerification = VendorVerification & { close(): Promise<void> };

/** Is this connection good (S039–S044, S048, S051, S052)? Reads only; a failed check does not end the others. */
export const createHubspotVerification = (options: HubspotApiOptions = {}): HubspotVerification => {
  const { clock = systemClock } = options;
  const dispatcher = options.dispatcher ?? httpPool(options);
  return {
    vendor: 'hubspot',
    requiredTopics,
    verify: async (connection, signal) => {
      const session = openSession({ dispatcher, clock }, connection, signal);
      return [...checkToken(connection), ...(await checksOf(session))];
    },
    checkReply: (question, connection, signal) =>
      checkReplyWith(openSession({ dispatcher, clock }, connection, signal), question),
    close: () => (options.dispatcher === undefined ? dispatcher.close() : Promise.resolve()),
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
      checks.push(failed(name, endedWith(error)));
    }
  }
  return checks;
};

/** A call that did not come to an answer. */
const failed = (name: string, ended: NotDone): ConnectionCheck => {
  const expected = 'HubSpot answers';
  if (ended.kind === 'throttled')
    return {
      name,
      result: 'warning',
      code: 'HUBSPOT.RATE_LIMITED',
      expected,
      found: 'HTTP 429: the rate limit of the account is used up',
      fix: 'Look again in a few minutes.',
    };
  if (ended.kind !== 'rejected')
    return {
      name,
      result: 'failed',
      code: 'HUBSPOT.UNREACHABLE',
      expected,
      found: ended.because,
      fix: 'Compare the API address; without a fault there, look at status.hubspot.com.',
    };
  const revoked = ended.status === 401;
  return {
    name,
    result: 'failed',
    code: revoked ? 'HUBSPOT.TOKEN_REVOKED' : ended.code,
    expected,
    found: ended.detail,
    fix: revoked
      ? 'The token has expired, was revoked, or its private app is no longer active (S041, S042). Take the current token from the app in HubSpot.'
      : ended.detail,
  };
};
