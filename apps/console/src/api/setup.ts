import type { RulesDraft } from '@deskstream/conversation-domain';
import type { DeskDirectory } from '@deskstream/port-vendor';
import { ApiError, get, post } from './client';
import type { SessionPage } from './sessions';
import type { Connection, Settings } from './workspaces';
import { readSettings, writeSettings } from './workspaces';
import type { StoredEvent } from './session';

export type { DeskDirectory, DeskTeammate } from '@deskstream/port-vendor';

/** A connection as settings hold it: secrets by their masks. */
export interface StoredConnection {
  readonly vendor: string;
  readonly apiBaseUrl: string;
  readonly accessToken: string;
  readonly signingSecrets: readonly string[];
  readonly aiTeammateId: string;
  readonly externalWorkspaceId?: string;
  readonly publicWebhookUrl?: string;
  readonly appId?: string;
  readonly rules?: RulesDraft;
}

/** Settings of a workspace as they are written; parts that nobody here knows are kept. */
export interface WorkspaceDraft {
  readonly connections: readonly StoredConnection[];
  readonly [part: string]: unknown;
}

/** What is in force; version 0: the workspace is not there yet. */
export interface InForce {
  readonly version: number;
  readonly draft: WorkspaceDraft;
}

export const readInForce = async (workspace: string): Promise<InForce> => {
  try {
    return inForceOf(await readSettings(workspace));
  } catch (error) {
    if (error instanceof ApiError && error.status === 404)
      return { version: 0, draft: { connections: [] } };
    throw error;
  }
};

/** Settings as they are written back. */
export const inForceOf = ({ version, change: _, ...draft }: Settings): InForce => ({
  version,
  draft: draft as unknown as WorkspaceDraft,
});

/** Fails with a conflict when somebody changed the settings since they were read. */
export const writeDraft = (
  workspace: string,
  { version, draft }: InForce,
  reason: string,
  dryRun = false,
) => writeSettings(workspace, { version, draft, reason, dryRun });

const path = (workspace: string, vendor: string): string =>
  `/workspaces/${encodeURIComponent(workspace)}/connections/${encodeURIComponent(vendor)}`;

export const readConnection = (workspace: string, vendor: string): Promise<Connection> =>
  get(path(workspace, vendor));

/** Account and teammates that the credentials tell: typed ones, or those in use. Nothing is stored. */
export const lookAtDesk = (
  workspace: string,
  vendor: string,
  typed: { readonly apiBaseUrl?: string; readonly accessToken?: string } = {},
): Promise<DeskDirectory> => post(`${path(workspace, vendor)}/directory`, typed);

/** The latest session of a help desk. */
export const latestSession = async (workspace: string, vendor: string) => {
  const query = new URLSearchParams({ workspace, limit: '50' });
  const { items } = await get<SessionPage>(`/sessions?${query}`);
  return items.find((item) => item.vendor === vendor) ?? null;
};

export const readEvents = (session: string): Promise<readonly StoredEvent[]> =>
  get(`/sessions/${encodeURIComponent(session)}/events`);
