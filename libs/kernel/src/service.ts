/** A started part of the system. `stop` is graceful and may be called once; it never throws. */
export interface RunningService {
  readonly name: string;
  /** May it receive work? `because` says what it waits for; `note`, what is unusual though it works. */
  ready():
    | { readonly ok: true; readonly note?: string }
    | { readonly ok: false; readonly because: string };
  stop(): Promise<void>;
}
