import type { ConnectView } from '../../page/connect-view';
import type { FrontInstance } from '../instance';

/** API tokens and the app of the company. */
export const connectView = ({ company, sender }: FrontInstance): ConnectView => {
  const { workspace, accessToken, companyId, application } = company.config;
  return {
    vendor: 'Front',
    workspace,
    apiPath: '/front',
    facts: [
      { name: 'API token', value: accessToken },
      { name: 'Signing key', value: application?.signingKey ?? 'none: the company has no app' },
      { name: 'Company ID', value: companyId },
    ],
    webhookUrl: sender.url(),
    topics: application?.topics ?? TOPICS,
  };
};

const TOPICS = [
  'inbound_received',
  'outbound_sent',
  'conversation_archived',
  'conversation_reopened',
  'assignee_changed',
];
