import type { ConnectionCheck } from '@deskstream/port-vendor';
import type { Refusal } from '../api/classify';

export const ok = (name: string, expected: string, found: string): ConnectionCheck => ({
  name,
  result: 'ok',
  expected,
  found,
});

/**
 * Front answers 401 to every token it does not take; its message tells expired from revoked only now and
 * then, so the plain case names all causes (S069).
 */
export const tokenRefused = (name: string, refusal: Refusal): ConnectionCheck => {
  const cause = causeOf(refusal);
  return {
    name,
    result: 'failed',
    expected: 'GET /me answers with the company',
    found: foundOf(refusal),
    code: cause.code,
    fix: cause.fix,
  };
};

/** What came instead, without a word of the token. */
export const foundOf = (refusal: Refusal): string => {
  if (refusal.kind === 'rejected') return `HTTP ${refusal.status}: ${refusal.detail}`;
  return refusal.kind === 'throttled' ? 'HTTP 429' : refusal.because;
};

interface Cause {
  readonly code: string;
  readonly fix: string;
}

const causeOf = (refusal: Refusal): Cause => {
  if (refusal.kind === 'throttled')
    return { code: 'FRONT.THROTTLED', fix: 'The rate limit of the company is used up. Try again.' };
  if (refusal.kind !== 'rejected')
    return {
      code: 'FRONT.UNREACHABLE',
      fix: 'Check the API base URL and that this machine may reach it, then try again.',
    };
  return (
    causes.find(({ says }) => says.test(`${refusal.status} ${refusal.detail}`)) ?? {
      code: refusal.code,
      fix: 'Look the answer up in the documentation of Front.',
    }
  );
};

const NEW_TOKEN =
  'Make a new API token in Front (Settings → Developers → API tokens) and enter it.';

/** The first that fits the status and message. */
const causes: readonly (Cause & { readonly says: RegExp })[] = [
  { says: /^401 .*expire/i, code: 'FRONT.TOKEN_EXPIRED', fix: NEW_TOKEN },
  { says: /^401 .*(revoke|delete)/i, code: 'FRONT.TOKEN_REVOKED', fix: NEW_TOKEN },
  {
    says: /^401 /,
    code: 'FRONT.TOKEN_INVALID',
    fix: `The token is mistyped, revoked or expired. ${NEW_TOKEN}`,
  },
  {
    says: /^(402 |403 .*(plan|subscription|upgrade|api access|not available))/i,
    code: 'FRONT.PLAN_WITHOUT_API',
    fix: 'The plan of the company has no API access. Change the plan in Front.',
  },
  {
    says: /^403 /,
    code: 'FRONT.TOKEN_FORBIDDEN',
    fix: 'The token may not be used here, or the plan has no API access. Check both in Front.',
  },
  {
    says: /^404 /,
    code: 'FRONT.WRONG_BASE_URL',
    fix: 'The API base URL is not that of Front (https://api2.frontapp.com).',
  },
];
