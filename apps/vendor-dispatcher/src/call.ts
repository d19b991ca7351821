import type { CallEntry, DispatchLimits, Progress } from '@deskstream/dispatch-domain';
import type { Clock, Logger, Step, Telemetry } from '@deskstream/kernel';
import type { Tools } from '@deskstream/platform-worker';
import type { Settings } from '@deskstream/port-settings';
import type { VendorApi, VendorConnection } from '@deskstream/port-vendor';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { ClaimedWork, JournalEntry } from '@deskstream/port-work-ledger';
import type { Connections } from './connections';
import type { DispatchRequest } from './request';

export interface CallDeps {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly vendors: readonly VendorApi[];
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  readonly limits: DispatchLimits;
  readonly index: StreamIndex;
  readonly connections: Connections;
}

/** One claimed request with everything a step needs. */
export interface Call {
  readonly deps: CallDeps;
  readonly claim: ClaimedWork;
  readonly request: DispatchRequest;
  readonly tools: Tools;
  readonly step: Step;
  readonly vendor: VendorApi;
  readonly connection: VendorConnection;
  readonly progress: Progress;
}

/** The ledger's journal as the domain reads it. */
export const callEntries = (journal: readonly JournalEntry[]): readonly CallEntry[] =>
  journal.map(({ kind, at, detail }) => ({ kind, at, result: detail }) as unknown as CallEntry);
