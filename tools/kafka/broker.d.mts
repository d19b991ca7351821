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
  /** Ports of further listeners, by security protocol. */
  readonly listeners?: Readonly<Partial<Record<'SSL' | 'SASL_SSL', number>>>;
  /** Further lines of `server.properties`. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** Further arguments of `kafka-storage format`. */
  readonly format?: readonly string[];
}): Promise<Broker>;
export declare function freePort(): Promise<number>;
export declare function isRunning(pid: number): boolean;
