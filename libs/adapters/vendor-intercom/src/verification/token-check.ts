import type { ConnectionCheck } from '@deskstream/port-vendor';
import type { Refusal } from '../api/classify';
import { foundOf } from '../api/classify';

/** Three causes of "failed to verify credentials" are told apart, and two of the way there (S006, S007). */
export const tokenRefused = (refusal: Refusal): ConnectionCheck => ({
  name: 'token',
  result: 'failed',
  expected: 'GET /me answers with an admin',
  found: foundOf(refusal),
  ...causeOf(refusal),
});

interface Cause {
  readonly code: string;
  readonly fix: string;
}

const causeOf = (refusal: Refusal): Cause => {
  if (refusal.kind === 'throttled')
    return {
      code: 'INTERCOM.THROTTLED',
      fix: 'The rate limit of the workspace is used up. Try again in a minute.',
    };
  if (refusal.kind !== 'rejected')
    return {
      code: 'INTERCOM.UNREACHABLE',
      fix: 'Check the API base URL and that this machine may reach it, then try again.',
    };
  return byStatus[refusal.status] ?? { code: refusal.code, fix: LOOK_UP };
};

const LOOK_UP = "Look the answer up in Intercom's documentation of errors.";

const byStatus: Readonly<Record<number, Cause>> = {
  401: {
    code: 'INTERCOM.TOKEN_REVOKED',
    fix: 'The token is mistyped, revoked or of an app that was removed. Make a new one in the Developer Hub (Authentication) and enter it.',
  },
  402: planWithoutApi(),
  403: planWithoutApi(),
  404: {
    code: 'INTERCOM.WRONG_BASE_URL',
    fix: 'The API base URL is none of https://api.intercom.io, https://api.eu.intercom.io and https://api.au.intercom.io.',
  },
};

function planWithoutApi(): Cause {
  return {
    code: 'INTERCOM.PLAN_WITHOUT_API',
    fix: 'The plan of the workspace has no API access, or its subscription has ended. Change the plan in Intercom.',
  };
}
