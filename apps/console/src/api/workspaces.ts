import type { PlaceDiagnosis } from '@deskstream/conversation-why';
import { get, post, put } from './client';

export type Light = 'ok' | 'warning' | 'failed' | 'unknown';

export interface SettingsChange {
  readonly at: number;
  readonly changedBy: string;
  readonly reason: string;
  readonly rolledBackTo?: number;
}

export interface WorkspaceItem {
  readonly workspace: string;
  readonly version: number;
  readonly change: SettingsChange;
  readonly enabled: boolean;
  readonly vendors: readonly string[];
}

export interface ConnectionCheck {
  readonly name: string;
  readonly result: 'ok' | 'warning' | 'failed';
  readonly code?: string;
  readonly expected: string;
  readonly found: string;
  readonly fix?: string;
}

export interface Connection {
  readonly workspace: string;
  readonly vendor: string;
  readonly light: Light;
  readonly webhookUrl: {
    readonly path: string;
    readonly configured: string | null;
    readonly arrivingAt: string | null;
    readonly light: Light;
    readonly fix: string | null;
  };
  readonly verification: {
    readonly at: number;
    readonly requestedBy: string;
    /** Empty: none was given. */
    readonly reason: string;
    readonly checks: readonly ConnectionCheck[];
    readonly light: Light;
  } | null;
  readonly topics: readonly {
    readonly topic: string;
    readonly required: boolean;
    readonly lastAt: number | null;
    readonly deliveries: number;
    readonly light: Light;
  }[];
  readonly deliveries: {
    readonly accepted: number;
    readonly lastAt: number | null;
    readonly hoursSinceLast: number | null;
    readonly light: Light;
  };
  readonly refused: readonly {
    readonly code: string;
    readonly count: number;
    readonly lastAt: number;
  }[];
  readonly errorBudget: {
    readonly pause: { readonly limit: number; readonly errors: number };
    readonly light: Light;
  } | null;
  readonly watched: {
    /** Of the last day. */
    readonly acknowledgement: {
      readonly averageMs: number;
      readonly maxMs: number;
      readonly slow: number;
      readonly late: number;
      readonly light: Light;
    } | null;
    readonly duplicates: number;
    readonly gapCheck: GapCheck | null;
  };
}

/** The last look for messages that no webhook told of. */
export interface GapCheck {
  readonly at: number;
  readonly result: 'complete' | 'partial' | 'unreadable';
  readonly suspected: number;
  readonly compared: number;
  /** `schedule`, `after-outage`, or who asked. */
  readonly because: string;
  readonly reason?: string;
  readonly detail?: string;
  readonly light: Light;
}

/** What would be read at a help desk, told before. */
interface ForeseenReads {
  readonly vendor: string;
  readonly apiBaseUrl: string;
  /** As in `GET /me`. */
  readonly calls: readonly string[];
}

export interface ForeseenVerification extends ForeseenReads {
  readonly last: Omit<NonNullable<Connection['verification']>, 'light'> | null;
}

export interface ForeseenGapCheck extends ForeseenReads {
  readonly since: number;
  readonly last: GapCheck | null;
}

/** Settings as they may be shown: secrets by their masks. */
export interface Settings {
  readonly version: number;
  readonly change: SettingsChange;
  readonly [part: string]: unknown;
}

export interface FieldChange {
  readonly field: string;
  /** `null`: the field is not there. */
  readonly from: unknown;
  readonly to: unknown;
}

export interface VersionItem {
  readonly version: number;
  readonly change: SettingsChange;
  readonly changes: readonly string[];
}

const path = (workspace: string): string => `/workspaces/${encodeURIComponent(workspace)}`;

export const listWorkspaces = (): Promise<readonly WorkspaceItem[]> => get('/workspaces');
export const listConnections = (workspace: string): Promise<readonly Connection[]> =>
  get(`${path(workspace)}/connections`);
/** What goes wrong apart from sessions: of each connection, and of the knowledge. */
export const readWorkspaceWhy = (workspace: string): Promise<readonly PlaceDiagnosis[]> =>
  get(`${path(workspace)}/why`);
export const verifyNow = (workspace: string, vendor: string, reason: string): Promise<unknown> =>
  post(`${path(workspace)}/connections/${vendor}/verify`, { reason, changedBy: 'console' });
export const foreseeVerification = (
  workspace: string,
  vendor: string,
): Promise<ForeseenVerification> =>
  post(`${path(workspace)}/connections/${vendor}/verify`, { dryRun: true });
export const foreseeGaps = (workspace: string): Promise<readonly ForeseenGapCheck[]> =>
  post(`${path(workspace)}/gaps`, { dryRun: true });
export const askForGaps = (workspace: string, reason: string): Promise<unknown> =>
  post(`${path(workspace)}/gaps`, { reason, changedBy: 'console' });

export const readSettings = (workspace: string): Promise<Settings> => get(path(workspace));
export const readHistory = (workspace: string): Promise<readonly VersionItem[]> =>
  get(`${path(workspace)}/history`);
export const readDiff = (
  workspace: string,
  to: number,
): Promise<{
  readonly from: number;
  readonly to: number;
  readonly changes: readonly FieldChange[];
}> => get(`${path(workspace)}/diff?to=${to}`);

/** What would be different in force, were an earlier version brought back. */
export const readWayBack = (
  workspace: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<{ readonly changes: readonly FieldChange[] }> =>
  get(`${path(workspace)}/diff?from=${from}&to=${to}`);

export interface Written {
  readonly outcome: 'stored' | 'unchanged';
  readonly version: number;
  readonly changes?: readonly FieldChange[];
}

/** `version`: the one that the change was made from; another one in force by now is a conflict. */
export const writeSettings = (
  workspace: string,
  {
    version,
    draft,
    reason,
    dryRun,
  }: { version: number; draft: object; reason: string; dryRun: boolean },
): Promise<Written> =>
  put(
    `${path(workspace)}?dryRun=${dryRun}`,
    { ...draft, reason, changedBy: 'console' },
    { 'if-match': `"${version}"` },
  );

export const rollBack = (
  workspace: string,
  { version, to, reason }: { version: number; to: number; reason: string },
): Promise<Written> =>
  post(
    `${path(workspace)}/rollback`,
    { version: to, reason, changedBy: 'console' },
    { 'if-match': `"${version}"` },
  );
