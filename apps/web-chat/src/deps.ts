import type { Clock, Logger, Telemetry } from '@deskstream/kernel';
import type { Settings } from '@deskstream/port-settings';
import type { Changes } from './changes';
import type { VisitorLimit } from './http/visitor-limit';
import type { StoreOptions } from './store/chat-store';

/** What every route works with. */
export interface RouteDeps {
  readonly store: StoreOptions;
  readonly changes: Changes;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  /** A new chat's id; nobody can guess it. */
  readonly newId: () => string;
  /** New sessions of one address. */
  readonly sessionLimit: VisitorLimit;
  /** Proxies in front, whose `X-Forwarded-For` tells the visitor's address. */
  readonly trustedProxies: readonly string[];
  /** The script of the widget; `null`: it was not built. */
  readonly widget: string | null;
}
