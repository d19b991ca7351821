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

/** How long the parts of a write may take with a spool; together below the 5 s of the vendors. */
export interface SpoolLimits {
  /** Longest wait for the answer whether anything of a key waits. */
  readonly checkMs: number;
  /** Longest wait for the log before a delivery goes to the spool. */
  readonly publishMs: number;
  readonly addMs: number;
  /** Pause between two looks at log and spool. */
  readonly everyMs: number;
  /** Longest wait for the log's answer to a look. */
  readonly probeMs: number;
  /** What is moved at once, and how long the log may take for it. */
  readonly drain: { readonly rows: number; readonly bytes: number };
  readonly drainMs: number;
}

export const defaultSpoolLimits: SpoolLimits = {
  checkMs: 300,
  publishMs: 2_000,
  addMs: 2_000,
  everyMs: 1_000,
  probeMs: 2_000,
  drain: { rows: 500, bytes: 1_048_576 },
  drainMs: 10_000,
};
