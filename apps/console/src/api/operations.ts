import { get, post } from './client';

export interface DeliveryTrace {
  readonly id: string;
  readonly session: string;
  readonly vendorTopic: string;
  readonly receivedAt: number;
  readonly position: string;
  readonly times: number;
  readonly inputs: readonly {
    readonly id: string;
    readonly type: string;
    readonly at: number;
    readonly position: string;
    readonly detail: { readonly because?: string } | null;
  }[];
  readonly events: readonly {
    readonly seq: number;
    readonly type: string;
    readonly at: number;
  }[];
}

export interface DeadLetter {
  readonly id: string;
  readonly session: string;
  readonly step: string;
  readonly because: string;
  readonly origin: string;
  readonly parkedAt: number;
  readonly redrivable: boolean;
}

export interface Status {
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: number;
    readonly offsets: number;
  }[];
  readonly groups: readonly {
    readonly group: string;
    readonly topic: string;
    readonly lag: number;
  }[];
}

export const traceDelivery = (id: string): Promise<DeliveryTrace> =>
  get(`/deliveries/${encodeURIComponent(id)}`);
/** `logAwaySince`: in milliseconds since the epoch; `null`: Kafka answers. */
export const readHealth = (): Promise<{ readonly logAwaySince: number | null }> => get('/health');
export const readStatus = (): Promise<Status> => get('/status');
export const listDeadLetters = (): Promise<readonly DeadLetter[]> => get('/dead-letters');
/** What it would do (`dryRun`), or did. */
export const redrive = (
  ids: readonly string[],
  how: { readonly dryRun: boolean; readonly reason?: string },
): Promise<{ readonly letters: readonly DeadLetter[] }> =>
  post('/dead-letters/redrive', { ids, ...how });

export interface Operations {
  readonly at: number;
  readonly waiting: readonly {
    readonly key: string;
    readonly customer: string | null;
    readonly phase: string;
    readonly owner: 'ai' | 'person' | 'nobody';
    readonly lastText: string;
    readonly waitingSince: number;
  }[];
  readonly errors: readonly {
    readonly source: 'dead-letter' | 'failed-session';
    readonly because: string;
    readonly count: number;
    readonly lastAt: number;
    readonly session: string;
  }[];
  readonly queues: readonly {
    readonly group: string;
    readonly topic: string;
    readonly oldestAt: number | null;
  }[];
  /** Kafka does not answer: there are no queues, and errors are without what is parked. */
  readonly logAway: boolean;
}

/** `silentMs`: from how long on a customer who waits is listed. */
export const readOperations = (silentMs: number): Promise<Operations> =>
  get(`/operations?silentMs=${silentMs}`);
