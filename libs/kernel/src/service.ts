/** A started part of the system. `stop` is graceful and may be called once; it never throws. */
export interface RunningService {
  readonly name: string;
  /** May it receive work? `because` says what it waits for. */
  ready(): { readonly ok: true } | { readonly ok: false; readonly because: string };
  stop(): Promise<void>;
}
