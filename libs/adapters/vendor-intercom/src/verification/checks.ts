import type { ConnectionCheck, VendorConnection } from '@deskstream/port-vendor';
import type { Refusal } from '../api/classify';
import { foundOf } from '../api/classify';
import type { Session } from '../api/client';
import type { Fields } from '../payload';
import { fieldsOf, idOf, textOf } from '../payload';

export const ok = (name: string, expected: string, found: string): ConnectionCheck => ({
  name,
  result: 'ok',
  expected,
  found,
});

/** S006, S007: the workspace of the token is the one in the Intercom URL. */
export const workspaceCheck = (
  app: Fields,
  { externalWorkspaceId = '' }: VendorConnection,
): ConnectionCheck => {
  const name = 'workspace';
  const found = idOf(app['id_code']) ?? 'no id';
  if (found === externalWorkspaceId) return ok(name, found, found);
  return externalWorkspaceId === ''
    ? {
        name,
        result: 'warning',
        code: 'INTERCOM.WORKSPACE_NOT_SET',
        expected: 'the id of the workspace is set',
        found,
        fix: `Set the workspace id to ${found}, so that webhooks of any other are refused.`,
      }
    : {
        name,
        result: 'failed',
        code: 'INTERCOM.WRONG_WORKSPACE',
        expected: externalWorkspaceId,
        found,
        fix: 'The token is of another workspace. Compare the workspace id with the one in the Intercom URL (/a/apps/<id>/), or enter a token of that workspace.',
      };
};

/** Data of a region is at that region's host only; a stand-in's host says nothing. */
export const regionCheck = (
  app: Fields,
  { apiBaseUrl }: VendorConnection,
): readonly ConnectionCheck[] => {
  const host = URL.canParse(apiBaseUrl) ? new URL(apiBaseUrl).hostname : '';
  const expected = HOSTS[textOf(app['region']).toUpperCase()];
  if (expected === undefined || !host.endsWith('intercom.io')) return [];
  if (host === expected) return [ok('region', expected, host)];
  return [
    {
      name: 'region',
      result: 'failed',
      code: 'INTERCOM.WRONG_REGION',
      expected,
      found: host,
      fix: `The workspace is in another region. Set the API base URL to https://${expected}.`,
    },
  ];
};

const HOSTS: Readonly<Record<string, string>> = {
  US: 'api.intercom.io',
  EU: 'api.eu.intercom.io',
  AU: 'api.au.intercom.io',
};

/** The AI posts as this admin and is assigned conversations as it; without a seat it cannot reply. */
export const adminCheck = async (session: Session): Promise<ConnectionCheck> => {
  const { aiTeammateId } = session.connection;
  const fetched = await session.get(`/admins/${encodeURIComponent(aiTeammateId)}`);
  if (fetched.kind === 'refused') return adminMissing(fetched.refusal, aiTeammateId);
  const admin = fieldsOf(fetched.json);
  if (admin['has_inbox_seat'] !== false)
    return ok(ADMIN, `admin ${aiTeammateId} exists`, textOf(admin['name']) || aiTeammateId);
  return {
    name: ADMIN,
    result: 'failed',
    code: 'INTERCOM.ADMIN_WITHOUT_SEAT',
    expected: 'an admin with an inbox seat',
    found: 'no inbox seat',
    fix: 'Give the admin an inbox seat in Intercom, or choose another one: replies need a seat.',
  };
};

const ADMIN = 'AI admin';

const adminMissing = (refusal: Refusal, aiTeammateId: string): ConnectionCheck => {
  const isMissing = refusal.kind === 'rejected' && [400, 404].includes(refusal.status);
  return {
    name: ADMIN,
    result: isMissing ? 'failed' : 'warning',
    code: isMissing ? 'INTERCOM.ADMIN_UNKNOWN' : 'INTERCOM.ADMIN_UNREADABLE',
    expected: `admin ${aiTeammateId} exists`,
    found: foundOf(refusal),
    fix: isMissing
      ? 'Choose the AI admin again: the workspace has none of this id.'
      : 'Intercom did not say whether the admin exists. Give the app the permission to read admins, then try again.',
  };
};

/** A read that needs the permission tells that it is there; writing can only be tried. */
export const conversationsCheck = async (session: Session): Promise<ConnectionCheck> => {
  const name = 'read conversations';
  const fetched = await session.get('/conversations?per_page=1');
  if (fetched.kind === 'ok') return ok(name, 'granted', 'granted');
  const { refusal } = fetched;
  const isForbidden = refusal.kind === 'rejected' && [401, 403].includes(refusal.status);
  return {
    name,
    result: isForbidden ? 'failed' : 'warning',
    code: isForbidden ? 'INTERCOM.SCOPE_CONVERSATIONS' : 'INTERCOM.SCOPE_UNKNOWN',
    expected: 'granted',
    found: foundOf(refusal),
    fix: isForbidden
      ? 'Give the app the permissions to read and write conversations in the Developer Hub, then reinstall it.'
      : 'Intercom did not say whether the permission is granted. Try again.',
  };
};

export const secretCheck = ({ signingSecrets }: VendorConnection): ConnectionCheck =>
  signingSecrets.length > 0
    ? ok('signing secret', 'at least one', String(signingSecrets.length))
    : {
        name: 'signing secret',
        result: 'failed',
        code: 'INTERCOM.NO_SIGNING_SECRET',
        expected: 'at least one',
        found: 'none',
        fix: "Enter the app's client secret (Developer Hub → Basic information): it signs the webhooks.",
      };
