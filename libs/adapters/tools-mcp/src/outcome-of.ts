import { withoutSecret } from '@deskstream/platform-tools';
import type { McpToolServer } from '@deskstream/port-settings';
import type { ToolOutcome } from '@deskstream/port-tools';

const MAX_BYTES = 65_536;

/** The texts of a result; pictures and sounds are left out, structured content stands for a missing text. */
export const outcomeOf = (result: unknown, server: McpToolServer): ToolOutcome => {
  const { content, isError, structuredContent } = result as {
    readonly content?: readonly unknown[];
    readonly isError?: boolean;
    readonly structuredContent?: unknown;
  };
  const texts = (content ?? []).flatMap(textOf).join('\n');
  const whole =
    texts === '' && structuredContent !== undefined ? JSON.stringify(structuredContent) : texts;
  const text = withoutSecret(server.auth, whole);
  if (isError === true)
    return { kind: 'failed', code: 'MCP.TOOL_ERROR', because: text.slice(0, 500) };
  const bytes = Buffer.from(text);
  const most = server.maxResponseBytes ?? MAX_BYTES;
  return {
    kind: 'done',
    output: bytes.subarray(0, most).toString(),
    bytes: bytes.length,
    truncated: bytes.length > most,
  };
};

const textOf = (part: unknown): readonly string[] =>
  typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string'
    ? [part.text]
    : [];
