import type { ToolAuth, ToolSettings } from '@deskstream/port-settings';
import { masked } from './masked';
import type { Sealer } from './sealer';

/** The tools with each server's secret changed. `server` is its name, which no two have. */
const mapToolSecrets = (
  tools: ToolSettings,
  change: (secret: string, server: string) => string,
): ToolSettings => {
  const changed = <T extends { readonly name: string; readonly auth: ToolAuth }>(server: T): T =>
    server.auth.kind === 'none'
      ? server
      : { ...server, auth: { ...server.auth, secret: change(server.auth.secret, server.name) } };
  return { ...tools, http: tools.http.map(changed), mcp: tools.mcp.map(changed) };
};

export const maskedTools = (tools: ToolSettings): ToolSettings =>
  mapToolSecrets(tools, (secret) => masked(secret));

/** As they stand in the log: each secret sealed for its workspace and server. */
export const sealedTools = (tools: ToolSettings, workspace: string, sealer: Sealer): ToolSettings =>
  mapToolSecrets(tools, (secret, server) => sealer.seal(secret, contextOf(workspace, server)));

/** Throws `SETTINGS.SEAL_BROKEN` when a secret was sealed with another key. */
export const openedTools = (tools: ToolSettings, workspace: string, sealer: Sealer): ToolSettings =>
  mapToolSecrets(tools, (sealed, server) => sealer.open(sealed, contextOf(workspace, server)));

const contextOf = (workspace: string, server: string): string => `${workspace}/-/tools.${server}`;
