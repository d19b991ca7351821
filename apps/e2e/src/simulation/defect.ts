import type { EventLog } from '@deskstream/port-event-log';
import type { StreamIndex } from '@deskstream/port-stream-index';
import type { VendorApi } from '@deskstream/port-vendor';
import type { WorkLedger } from '@deskstream/port-work-ledger';
import type { SimulatedProcess } from '@deskstream/testing-simulation';

export type ServiceKind =
  'ingress' | 'dedup' | 'decide' | 'timers' | 'reasoning' | 'dispatcher' | 'index';

/** A planted defect: what it puts in place of a port of one kind of service. Made anew for each history. */
export interface Defect {
  readonly fencing?: boolean;
  /** It shows only where calls are given up and redriven. */
  readonly redrives?: true;
  /** How far ahead of the true time the clock of a service is. */
  readonly skewMs?: Partial<Record<ServiceKind, number>>;
  log?(kind: ServiceKind, log: EventLog, process: SimulatedProcess): EventLog;
  ledger?(kind: ServiceKind, ledger: WorkLedger, process: SimulatedProcess): WorkLedger;
  index?(kind: ServiceKind, index: StreamIndex): StreamIndex;
  vendor?(vendor: VendorApi): VendorApi;
}

export const noDefect: Defect = {};
