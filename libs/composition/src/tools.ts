import { createHttpTools } from '@deskstream/adapter-tools-http';
import { createMcpTools } from '@deskstream/adapter-tools-mcp';
import type { Settings, ToolSettings } from '@deskstream/port-settings';
import type { ToolBox } from '@deskstream/port-tools';
import { combinedToolBox } from '@deskstream/port-tools';

export interface OpenTools {
  /** HTTP and MCP tools of all workspaces, as their settings say now. */
  readonly tools: ToolBox;
  limitsFor(workspace: string): NonNullable<ToolSettings['limits']>;
  linkHostsFor(workspace: string): readonly string[];
  close(): Promise<void>;
}

export const openTools = ({ current }: Pick<Settings, 'current'>): OpenTools => {
  const toolsOf = (workspace: string) => current(workspace)?.tools ?? null;
  const http = createHttpTools({ toolsOf });
  const mcp = createMcpTools({ toolsOf });
  return {
    tools: combinedToolBox([http, mcp]),
    limitsFor: (workspace) => toolsOf(workspace)?.limits ?? {},
    linkHostsFor: (workspace) => toolsOf(workspace)?.linkHosts ?? [],
    close: async () => {
      await Promise.all([http.close(), mcp.close()]);
    },
  };
};
