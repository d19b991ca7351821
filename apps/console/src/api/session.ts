import type { RecordedEvent } from '@deskstream/conversation-domain';
import type { CrmLookUp } from '@deskstream/port-crm';
import type { Diagnosis } from '@deskstream/conversation-why';
import { askWhetherSignedIn, get, linesOf } from './client';

export type { Diagnosis, Finding } from '@deskstream/conversation-why';

export interface StoredEvent {
  readonly seq: number;
  readonly envelope: {
    readonly id: string;
    readonly correlationId: string;
    readonly causationId: string;
    readonly cause: string;
    readonly settingsVersion: number;
    readonly prevHash: string;
    readonly traceparent?: string;
  };
  readonly event: RecordedEvent;
  readonly partition: number;
  readonly offset: number;
}

export interface Proof {
  readonly seq: number;
  readonly state: unknown;
  readonly stateHash: string;
  readonly broken: string | null;
  /** How it was proven, where it was not replayed from the log. */
  readonly told?: string;
}

const path = (key: string): string => `/sessions/${encodeURIComponent(key)}`;

export const stateAsOf = (key: string, seq: number): Promise<Proof> =>
  get(`${path(key)}/state?asOf=${seq}`);

export interface Following {
  event(stored: StoredEvent): void;
  /** What was there already has come. */
  caughtUp(): void;
  connected(up: boolean): void;
}

/** Every event from the first on, then each as it happens; resumes by itself. Returns how to stop. */
export const followEvents = (key: string, on: Following): (() => void) => {
  const left = new AbortController();
  void readEvents(key, on, left.signal).then((last) => {
    if (left.signal.aborted) return;
    on.caughtUp();
    const source = liveEvents(key, last + 1, on);
    left.signal.addEventListener('abort', () => source.close());
  });
  return () => left.abort();
};

const liveEvents = (key: string, from: number, on: Following): EventSource => {
  const source = new EventSource(`/api/v1${path(key)}/live?from=${from}`);
  source.addEventListener('event', (message: MessageEvent<string>) =>
    on.event(JSON.parse(message.data) as StoredEvent),
  );
  source.onopen = () => on.connected(true);
  source.onerror = () => {
    on.connected(false);
    if (source.readyState === EventSource.CLOSED) askWhetherSignedIn();
  };
  return source;
};

/**
 * What is there already, which comes faster as one answer: the server has browsers ask for it (by this very
 * address) before they run a script. Gives the `seq` of the last that came. Never rejects: the live stream tells the rest.
 */
const readEvents = async (key: string, on: Following, signal: AbortSignal): Promise<number> => {
  let last = 0;
  try {
    for await (const lines of linesOf(`${path(key)}/events?as=lines`, signal))
      for (const line of lines) {
        const stored = JSON.parse(line) as StoredEvent;
        last = stored.seq;
        on.event(stored);
      }
  } catch {
    return last;
  }
  return last;
};

/** Every symptom with its checks, those that the session shows first. */
export const readWhy = (key: string): Promise<readonly Diagnosis[]> => get(`${path(key)}/why`);

/** The customer in the CRM of the workspace, or why there is no record. */
export type CustomerRecord =
  CrmLookUp | { readonly kind: 'not-connected' } | { readonly kind: 'no-email' };

export const readCustomer = (key: string): Promise<CustomerRecord> => get(`${path(key)}/crm`);

/** A passage as a run read it; `changed`: another version of its article answers now. */
export interface ReadPassage {
  readonly articleId: string;
  readonly articleVersion: string;
  readonly ordinal: number | null;
  readonly text: string | null;
  readonly article: 'current' | 'changed' | 'removed' | null;
}

export interface ReadPassages {
  readonly runId: string;
  readonly seq: number;
  readonly passages: readonly ReadPassage[];
}

/** Of the event that recorded them. */
export const readPassages = (key: string, seq: number): Promise<readonly ReadPassages[]> =>
  get(`${path(key)}/passages?seq=${seq}`);
