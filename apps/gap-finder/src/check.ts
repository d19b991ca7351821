import type { GapCheckFinished } from '@deskstream/contracts';
import type { Clock, EpochMs, Logger, Step, Telemetry } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { VendorApi, VendorConnection, VendorFeed } from '@deskstream/port-vendor';

export interface GapDeps {
  readonly log: Pick<EventLog, 'publish' | 'ends' | 'readTopic'>;
  readonly index: StreamIndex;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  readonly feeds: readonly VendorFeed[];
  readonly vendors: readonly Pick<VendorApi, 'vendor' | 'perform'>[];
}

export interface GapLimits {
  /** What changed later is left for the next check: its webhook may be on its way. */
  readonly minimumAgeMs: number;
  /** What changed earlier is never looked at by itself. */
  readonly lookBackMs: number;
  /** Threads read in one check. */
  readonly reads: number;
}

export const defaultGapLimits: GapLimits = {
  minimumAgeMs: 60_000,
  lookBackMs: 24 * 3_600_000,
  reads: 100,
};

/** What is to be compared. Times are the vendor's (ms). */
export interface GapCheck {
  readonly connection: VendorConnection;
  /** `schedule`, `after-outage`, or who asked. */
  readonly because: string;
  /** Given by who asked. */
  readonly reason?: string;
  readonly since: EpochMs;
  /** Messages before are history, which nobody missed. */
  readonly historyBefore: EpochMs;
  readonly limits: GapLimits;
  /** Only tells what it would suspect. */
  readonly dryRun: boolean;
  /** Conversations with the change that was compared last; grows. */
  readonly compared: Map<string, EpochMs>;
  readonly signal: AbortSignal;
}

export interface Suspect {
  readonly conversation: string;
  readonly messages: number;
  readonly since: EpochMs;
}

export interface GapReport {
  readonly finished: GapCheckFinished;
  readonly suspects: readonly Suspect[];
}

/** A check under way. */
export interface Checking {
  readonly deps: GapDeps;
  readonly check: GapCheck;
  readonly step: Step;
  readonly until: EpochMs;
  readonly startedAt: EpochMs;
  readonly tally: Tally;
}

export interface Tally {
  listed: number;
  compared: number;
  busy: number;
  readonly suspects: Suspect[];
  /** The first change that is to be looked at again. */
  pinned: EpochMs;
}
