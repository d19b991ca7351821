import type { ConnectionCheck, VendorConnection } from '@deskstream/port-vendor';
import type { Session } from '../api/client';
import type { Fields } from '../payload';
import { fieldsOf, idOf, textOf } from '../payload';
import { foundOf, ok } from './token-check';

/** The company that the token belongs to is the one whose webhooks are taken. */
export const companyCheck = (
  me: Fields,
  { externalWorkspaceId = '' }: VendorConnection,
): ConnectionCheck => {
  const found = idOf(me['id']) ?? 'no id';
  const name = 'company';
  if (externalWorkspaceId === found) return ok(name, found, found);
  return externalWorkspaceId === ''
    ? {
        name,
        result: 'warning',
        code: 'FRONT.COMPANY_NOT_SET',
        expected: 'the id of the company is set',
        found,
        fix: `Set the company to ${found}, so that webhooks of any other are refused.`,
      }
    : {
        name,
        result: 'failed',
        code: 'WORKSPACE.MISMATCH',
        expected: externalWorkspaceId,
        found,
        fix: 'The token is of another company. Enter a token of this one, or correct the company.',
      };
};

/** S066: the AI writes as this teammate, and is assigned conversations as it. */
export const teammateCheck = async (session: Session): Promise<ConnectionCheck> => {
  const { aiTeammateId } = session.connection;
  const name = 'AI teammate';
  const fetched = await session.get(`/teammates/${encodeURIComponent(aiTeammateId)}`);
  if (fetched.kind === 'ok') return teammateState(name, fieldsOf(fetched.json), aiTeammateId);
  const { refusal } = fetched;
  const isMissing = refusal.kind === 'rejected' && [400, 404].includes(refusal.status);
  return {
    name,
    result: isMissing ? 'failed' : 'warning',
    code: isMissing ? 'FRONT.TEAMMATE_UNKNOWN' : 'FRONT.TEAMMATE_UNREADABLE',
    expected: `teammate ${aiTeammateId} exists`,
    found: foundOf(refusal),
    fix: isMissing
      ? 'Choose the AI teammate again: Front has none of this id.'
      : 'Front did not say whether the teammate exists. See the other checks, then try again.',
  };
};

const teammateState = (name: string, teammate: Fields, expected: string): ConnectionCheck =>
  teammate['is_blocked'] === true
    ? {
        name,
        result: 'failed',
        code: 'FRONT.TEAMMATE_BLOCKED',
        expected: 'a teammate who may sign in',
        found: 'blocked',
        fix: 'Unblock the teammate in Front, or choose another one.',
      }
    : ok(name, expected, textOf(teammate['username']) || expected);

export const secretCheck = ({ signingSecrets }: VendorConnection): ConnectionCheck =>
  signingSecrets.length > 0
    ? ok('signing secret', 'at least one', String(signingSecrets.length))
    : {
        name: 'signing secret',
        result: 'failed',
        code: 'FRONT.NO_SIGNING_SECRET',
        expected: 'at least one',
        found: 'none',
        fix: "Enter the app's signing key (application webhooks) or the company's API secret (rule webhooks).",
      };
