import type { AvailableTool, ToolBox, ToolInvocation } from './tools.port';

/** Several toolboxes as one. Of two tools of one name the first one counts. */
export const combinedToolBox = (boxes: readonly ToolBox[]): ToolBox => ({
  list: async (context) => {
    const lists = await Promise.all(boxes.map((box) => box.list(context)));
    const named = new Map<string, AvailableTool>();
    for (const tool of lists.flat()) if (!named.has(tool.name)) named.set(tool.name, tool);
    return [...named.values()];
  },
  call: async (invocation, signal) =>
    (await ownerOf(boxes, invocation))?.call(invocation, signal) ?? noSuchTool(invocation.name),
  lookUp: async (invocation, signal) =>
    (await ownerOf(boxes, invocation))?.lookUp(invocation, signal) ?? {
      kind: 'unreadable',
      because: `there is no tool ${invocation.name}`,
    },
  preview: async (invocation) =>
    (await ownerOf(boxes, invocation))?.preview(invocation) ?? noSuchTool(invocation.name),
});

const ownerOf = async (
  boxes: readonly ToolBox[],
  { name, context }: ToolInvocation,
): Promise<ToolBox | null> => {
  for (const box of boxes)
    if ((await box.list(context)).some((tool) => tool.name === name)) return box;
  return null;
};

const noSuchTool = (name: string) => ({
  kind: 'failed' as const,
  code: 'TOOL.UNKNOWN',
  because: `There is no tool ${name} for this conversation.`,
});
