export { combinedToolBox } from './combined-tool-box';
export type {
  AvailableTool,
  DoubtClearing,
  ToolBox,
  ToolContext,
  ToolInvocation,
  ToolLookUp,
  ToolOutcome,
  ToolPolicy,
  ToolPreview,
} from './tools.port';
