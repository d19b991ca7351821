import type { Clock, Logger } from '@deskstream/kernel';
import type { RunningTelemetry } from '@deskstream/platform-telemetry';

/** What every service gets from its bootstrap; also injectable by the tokens below. */
export interface Platform<C extends object = object> {
  readonly name: string;
  readonly config: C;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: RunningTelemetry;
}

export const CONFIG = Symbol('deskstream.config');
export const CLOCK = Symbol('deskstream.clock');
export const LOGGER = Symbol('deskstream.logger');
export const TELEMETRY = Symbol('deskstream.telemetry');
export const SERVICE_HOST = Symbol('deskstream.service-host');
