import type { ConnectView } from '../page/connect-view';
import type { Workspace } from '../workspace';

/** The app of the Developer Hub. */
export const connectView = ({ desk, sender, clientSecret }: Workspace): ConnectView => {
  const { workspace, accessToken, appId } = desk.config;
  return {
    vendor: 'Intercom',
    workspace,
    apiPath: `/intercom/${workspace}`,
    facts: [
      { name: 'Access token', value: accessToken },
      { name: 'Client secret', value: clientSecret },
      { name: 'Workspace ID', value: appId },
    ],
    webhookUrl: sender.url(),
    topics: TOPICS,
  };
};

const TOPICS = [
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.replied',
  'conversation.admin.assigned',
  'conversation.admin.closed',
];
