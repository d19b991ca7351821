import { listConnections, listWorkspaces } from '../../api/workspaces';

const INGRESS_PORT = 4010;

/** Where help desks reach ingress: as any connection says already, else the usual port of this host. */
export const guessedBase = async (): Promise<string> => {
  for (const { workspace } of await listWorkspaces())
    for (const { webhookUrl } of await listConnections(workspace))
      if (webhookUrl.configured !== null) return baseOf(webhookUrl.configured);
  const { protocol, hostname } = window.location;
  return `${protocol}//${hostname}:${INGRESS_PORT}`;
};

/** What stands before `/webhooks/…`. */
export const baseOf = (url: string): string => url.replace(/\/webhooks\/.*$/, '');

export const webhookUrlOf = (base: string, vendor: string, workspace: string): string =>
  `${base.trim().replace(/\/+$/, '')}/webhooks/${vendor}/${workspace}`;
