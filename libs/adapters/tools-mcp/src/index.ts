export { createMcpTools } from './create-mcp-tools';
export type { McpTools, McpToolsOptions } from './create-mcp-tools';
export { discoverMcpTools } from './discover-mcp-tools';
