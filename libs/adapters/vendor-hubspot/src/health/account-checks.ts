import type { ConnectionCheck, VendorConnection } from '@deskstream/port-vendor';
import { paths } from '../api/paths';
import type { Session } from '../api/session';
import { endedWith } from '../api/session';
import type { Fields } from '../payload';
import { idOf, listOf } from '../payload';

/** What the calls of this adapter need, by HubSpot's names (S044). */
export const REQUIRED_SCOPES: readonly string[] = [
  'conversations.read',
  'conversations.write',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'tickets',
];

/** S041, S043. Of the token itself, no letter is shown. */
export const checkToken = ({ accessToken }: VendorConnection): readonly ConnectionCheck[] => {
  const expected = 'a token that begins with pat-na1-';
  const name = 'token-format';
  if (!/^[\x21-\x7e]+$/.test(accessToken))
    return [
      {
        name,
        result: 'failed',
        code: 'HUBSPOT.TOKEN_FORMAT',
        expected,
        found: accessToken === '' ? 'no token' : 'characters that no token has',
        fix: 'Copy the whole access token of the private app, without blanks or line breaks.',
      },
    ];
  const region = /^pat-([a-z]{2}\d+)-/.exec(accessToken)?.[1];
  if (region === 'na1') return [{ name, result: 'ok', expected, found: 'pat-na1-' }];
  return [
    {
      name,
      result: 'warning',
      code: 'HUBSPOT.TOKEN_REGION',
      expected,
      found: region === undefined ? 'a token of another form (OAuth?)' : `pat-${region}-`,
      fix: 'Nothing, if the other checks are good: tokens of other regions and of OAuth apps look different.',
    },
  ];
};

/** S041: is the token taken, and is it of the account whose webhooks come here? */
export const checkAccount = async (
  session: Session,
  { externalWorkspaceId = '' }: VendorConnection,
): Promise<readonly ConnectionCheck[]> => {
  const portal = idOf((await session.read(paths.account))['portalId']) ?? '';
  const name = 'account';
  const found = `account ${portal}`;
  if (externalWorkspaceId === '')
    return [
      {
        name,
        result: 'warning',
        code: 'HUBSPOT.PORTAL_NOT_SET',
        expected: 'the account is named in the settings',
        found,
        fix: `Set the external workspace to ${portal}; webhooks of other accounts are refused then.`,
      },
    ];
  const expected = `account ${externalWorkspaceId}`;
  if (portal === externalWorkspaceId) return [{ name, result: 'ok', expected, found }];
  return [
    {
      name,
      result: 'failed',
      code: 'HUBSPOT.WRONG_PORTAL',
      expected,
      found,
      fix: 'The token is of another HubSpot account than the settings say. Change one of them.',
    },
  ];
};

/** S042, S044. Only private apps tell what they were granted. */
export const checkApp = async (
  session: Session,
  connection: VendorConnection,
): Promise<readonly ConnectionCheck[]> => {
  const info = await tokenInfo(session, connection);
  return info === null ? [NOT_TOLD] : [scopesOf(info), appOf(info, connection)];
};

/** What a private app's token tells of itself; `null`: it tells nothing. */
export const tokenInfo = async (
  session: Session,
  { accessToken }: VendorConnection,
): Promise<Fields | null> => {
  try {
    return await session.read(paths.tokenInfo, { tokenKey: accessToken });
  } catch (error) {
    const ended = endedWith(error);
    if (ended.kind === 'rejected' && ended.status !== 401) return null;
    throw error;
  }
};

const scopesOf = (info: Fields): ConnectionCheck => {
  const granted = listOf(info['scopes']);
  const missing = REQUIRED_SCOPES.filter((scope) => !granted.includes(scope));
  const expected = REQUIRED_SCOPES.join(', ');
  if (missing.length === 0) return { name: 'scopes', result: 'ok', expected, found: 'all of them' };
  return {
    name: 'scopes',
    result: 'failed',
    code: 'HUBSPOT.SCOPES_MISSING',
    expected,
    found: `missing: ${missing.join(', ')}`,
    fix: `Grant ${missing.join(', ')} to the private app in HubSpot and save.`,
  };
};

/** Without it our own words are told apart by their author alone, a user that may be a person's, too. */
const appOf = (info: Fields, { appId = '' }: VendorConnection): ConnectionCheck => {
  const found = idOf(info['appId']) ?? '';
  const expected = appId === '' ? 'the app is named in the settings' : `app ${appId}`;
  if (found === appId) return { name: 'app', result: 'ok', expected, found: `app ${found}` };
  return {
    name: 'app',
    result: appId === '' ? 'warning' : 'failed',
    code: appId === '' ? 'HUBSPOT.APP_NOT_SET' : 'HUBSPOT.WRONG_APP',
    expected,
    found: `app ${found}`,
    fix: `Set the app id to ${found}: it marks the messages that we wrote ourselves.`,
  };
};

const NOT_TOLD: ConnectionCheck = {
  name: 'scopes',
  result: 'warning',
  code: 'HUBSPOT.SCOPES_UNKNOWN',
  expected: REQUIRED_SCOPES.join(', '),
  found: 'HubSpot does not tell what this token may do',
  fix: 'Compare the scopes of the app in HubSpot with these.',
};
