/** One traced step under way. */
export interface Step {
  /** W3C trace context of this step, to be stored with what it writes; `undefined` when tracing is off. */
  readonly traceparent: string | undefined;
  set(attribute: string, value: string | number | boolean): void;
}

export interface StepOptions {
  /** Stored trace context of the one record that caused this step. */
  readonly parent?: string | undefined;
  /** Stored trace contexts of the records that a merging step took together. */
  readonly links?: readonly string[];
  readonly kind?: 'server' | 'client' | 'producer' | 'consumer' | 'internal';
  /** Ids and codes; never message bodies or secrets. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

/** Signals as a port. Names live in `@deskstream/platform-telemetry` and nowhere else. */
export interface Telemetry {
  /** Runs `work` inside a span; a throw marks the span as failed and goes on. */
  step<T>(name: string, options: StepOptions, work: (step: Step) => Promise<T>): Promise<T>;
  count(metric: string, by?: number, labels?: Readonly<Record<string, string>>): void;
  observe(metric: string, value: number, labels?: Readonly<Record<string, string>>): void;
  /** The present value of something that goes up and down. Absent: nobody looks, so nothing need be measured. */
  gauge?(metric: string, value: number, labels?: Readonly<Record<string, string>>): void;
}

export const noTelemetry: Telemetry = {
  step: (_name, _options, work) => work({ traceparent: undefined, set: () => undefined }),
  count: () => undefined,
  observe: () => undefined,
};

/** Structured log lines: ids and codes, never message bodies or secrets. */
export interface Logger {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export const noLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
