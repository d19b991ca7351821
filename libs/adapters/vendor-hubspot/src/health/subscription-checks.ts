import type { ConnectionCheck, VendorConnection } from '@deskstream/port-vendor';
import { paths } from '../api/paths';
import type { Session } from '../api/session';
import { endedWith } from '../api/session';
import type { Fields } from '../payload';
import { fieldsOf, listOf, textOf } from '../payload';
import { requiredTopics } from '../webhooks/topics';

/**
 * S048: one light a subscription, and one for the address. HubSpot shows them to the developer's key of
 * an app and hides them from a private app's token; what comes in is then the only proof.
 */
export const checkSubscriptions = async (
  session: Session,
  { appId = '', publicWebhookUrl = '' }: VendorConnection,
): Promise<readonly ConnectionCheck[]> => {
  const shown = await readSubscriptions(session, appId);
  if (shown === null) return [NOT_SHOWN];
  return [
    addressCheck(shown.targetUrl, publicWebhookUrl),
    ...requiredTopics.map((topic) => topicCheck(topic, shown.active)),
  ];
};

/** `null`: not shown to this token. */
export const readSubscriptions = async (
  session: Session,
  appId: string,
): Promise<{ readonly targetUrl: string; readonly active: readonly string[] } | null> => {
  const settings = appId === '' ? null : await visible(session, paths.webhookSettings(appId));
  const listed = appId === '' ? null : await visible(session, paths.subscriptions(appId));
  if (settings === null || listed === null) return null;
  const active = listOf(listed['results'])
    .map(fieldsOf)
    .filter((subscription) => subscription['active'] === true)
    .map((subscription) => textOf(subscription['eventType']));
  return { targetUrl: textOf(settings['targetUrl']), active };
};

const visible = async (session: Session, path: string): Promise<Fields | null> => {
  try {
    return await session.read(path);
  } catch (error) {
    if (endedWith(error).kind === 'rejected') return null;
    throw error;
  }
};

/** To the letter, since it is signed. */
const addressCheck = (theirs: string, ours: string): ConnectionCheck => {
  const name = 'webhook-url';
  const expected = ours === '' ? 'the public webhook URL is set here' : ours;
  if (theirs === ours) return { name, result: 'ok', expected, found: theirs };
  return {
    name,
    result: ours === '' ? 'warning' : 'failed',
    code: 'HUBSPOT.WEBHOOK_URL',
    expected,
    found: theirs === '' ? 'none' : theirs,
    fix: 'Make the two equal, slash and query included; HubSpot takes up to five minutes to follow.',
  };
};

const topicCheck = (topic: string, active: readonly string[]): ConnectionCheck => {
  const name = `subscription ${topic}`;
  const expected = 'active';
  if (active.includes(topic)) return { name, result: 'ok', expected, found: 'active' };
  return {
    name,
    result: 'failed',
    code: 'HUBSPOT.SUBSCRIPTION_MISSING',
    expected,
    found: 'not subscribed, or paused',
    fix: `Subscribe the app to ${topic} and switch the subscription on.`,
  };
};

const NOT_SHOWN: ConnectionCheck = {
  name: 'webhooks',
  result: 'warning',
  code: 'HUBSPOT.SUBSCRIPTIONS_NOT_SHOWN',
  expected: requiredTopics.join(', '),
  found: 'HubSpot does not show them to this token',
  fix: 'Compare URL and subscriptions in the settings of the app in HubSpot; the lights of what came in tell the rest.',
};
