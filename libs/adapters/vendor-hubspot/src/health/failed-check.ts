import type { ConnectionCheck } from '@deskstream/port-vendor';
import type { NotDone } from '../api/session';

/** A call that did not come to an answer. */
export const failedCheck = (name: string, ended: NotDone): ConnectionCheck => {
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
