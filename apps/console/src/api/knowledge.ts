import type { KnowledgeSourceSettings, ToolSettings } from '@deskstream/port-settings';
import { get, post } from './client';
import type { ConnectionCheck } from './workspaces';

export type { KnowledgeSourceSettings, ToolSettings } from '@deskstream/port-settings';

/** One source of articles with its last sync. Times in milliseconds since the epoch. */
export interface SourceStatus extends Omit<KnowledgeSourceSettings, 'location' | 'hosts'> {
  readonly location: string | null;
  readonly state:
    'off' | 'never-synced' | 'syncing' | 'good' | 'partly-failed' | 'refused' | 'unavailable';
  readonly code: string | null;
  readonly fix: string | null;
  readonly lastCompleteAt: number | null;
  readonly last: {
    readonly at: number;
    /** `schedule`, `settings`, `interrupted`, or who asked. */
    readonly because: string;
    readonly reason?: string;
    readonly result: string;
    readonly checks: readonly ConnectionCheck[];
    readonly counts: {
      readonly listed: number;
      readonly added: number;
      readonly changed: number;
      readonly removed: number;
      readonly failed: number;
    };
    readonly errors: readonly { readonly articleId: string; readonly because: string }[];
    readonly tookMs: number;
  } | null;
  readonly requested: { readonly at: number } | null;
  readonly running: { readonly at: number } | null;
}

const path = (workspace: string): string => `/workspaces/${encodeURIComponent(workspace)}`;

export const listSources = (workspace: string): Promise<readonly SourceStatus[]> =>
  get(`${path(workspace)}/knowledge`);

/** Articles of no source: every workspace is answered from them. */
export const listShared = (
  workspace: string,
): Promise<readonly { readonly articleId: string; readonly title: string }[]> =>
  get(`${path(workspace)}/knowledge/shared`);

/** Asks for a sync; `null` as the reason: only tells what would be read. */
export const syncNow = (
  workspace: string,
  source: string,
  reason: string | null,
): Promise<SourceStatus> =>
  post(
    `${path(workspace)}/knowledge/${encodeURIComponent(source)}/sync`,
    reason === null ? { dryRun: true } : { reason, changedBy: 'console' },
  );

export interface DryRun {
  readonly preview: unknown;
  readonly outcome: unknown;
}

/** The request that a call would send; nothing is sent. */
export const dryRunTool = (workspace: string, tool: string, args: object): Promise<DryRun> =>
  post(`${path(workspace)}/tools/${encodeURIComponent(tool)}/dry-run`, { arguments: args });

export interface ListedTool {
  readonly name: string;
  readonly description: string;
  readonly server: string;
  /** As in `GET /orders/{id}`, or `MCP`. */
  readonly call: string;
  readonly effects: boolean;
}

/** Every tool of the settings. */
export const toolsOf = (tools: Partial<ToolSettings> | undefined): readonly ListedTool[] => [
  ...(tools?.http ?? []).flatMap(({ name: server, operations }) =>
    operations.map(({ name, description, method, path: below }) => ({
      ...{ name, description, server, call: `${method} ${below}` },
      effects: tools?.rules?.[name]?.effects ?? !['GET', 'HEAD'].includes(method),
    })),
  ),
  ...(tools?.mcp ?? []).flatMap(({ name: server, tools: accepted }) =>
    accepted.map(({ name, description, effects }) => ({
      ...{ name, description, server, call: 'MCP' },
      effects: tools?.rules?.[name]?.effects ?? effects,
    })),
  ),
];
