/** What a help desk shows its admin who connects an app, under the names that the real one uses. */
export interface ConnectView {
  readonly vendor: string;
  readonly workspace: string;
  /** Of the API, seen from the simulator's own address. */
  readonly apiPath: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly webhookUrl: string;
  /** What it tells the address, as an app subscribes to it. */
  readonly topics: readonly string[];
}
