import type { ConnectView } from '../../page/connect-view';
import type { HubspotWorkspace } from '../hubspot';

/** The app of the account: token, secret and webhooks. */
export const connectView = ({ portal, sender, clientSecret }: HubspotWorkspace): ConnectView => {
  const { workspace, accessToken, portalId, appId } = portal.settings;
  return {
    vendor: 'HubSpot',
    workspace,
    apiPath: '/hubspot',
    facts: [
      { name: 'Access token', value: accessToken },
      { name: 'Client secret', value: clientSecret },
      { name: 'Account ID', value: String(portalId) },
      { name: 'App ID', value: String(appId) },
    ],
    webhookUrl: sender.settings.targetUrl,
    topics: [
      ...new Set(
        sender.settings.subscriptions
          .filter(({ active }) => active)
          .map(({ eventType }) => eventType),
      ),
    ],
  };
};
