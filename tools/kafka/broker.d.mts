export interface Broker {
  readonly pid: number;
  /** `host:port` */
  readonly brokers: string;
  readonly port: number;
  readonly exited: Promise<unknown>;
}
export declare function startBroker(options: {
  readonly port?: number;
  readonly dataDir: string;
  readonly detached?: boolean;
}): Promise<Broker>;
export declare function freePort(): Promise<number>;
export declare function isRunning(pid: number): boolean;
