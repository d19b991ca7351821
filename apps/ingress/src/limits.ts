/** What a request may cost. */
export interface IngressLimits {
  /** Below what the log takes as one record. */
  readonly bodyBytes: number;
  /** Levels of `{` and `[`; real payloads have about ten. */
  readonly jsonDepth: number;
  /** Longest wait for the log before 503; vendors give up after 5 s. */
  readonly publishMs: number;
  /** Longest time a client may take to send its headers, and its whole request. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** Genuine requests a second for each workspace, in the long run; bursts of ten seconds' worth pass. */
  readonly perSecond: number;
}

export const defaultLimits: IngressLimits = {
  bodyBytes: 900_000,
  jsonDepth: 64,
  publishMs: 4_000,
  headersMs: 5_000,
  requestMs: 10_000,
  perSecond: 2_000,
};
