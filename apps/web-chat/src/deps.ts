import type { Clock, Logger, Telemetry } from '@deskstream/kernel';
import type { Settings } from '@deskstream/port-settings';
import type { Changes } from './changes';
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
  /** The script of the widget; `null`: it was not built. */
  readonly widget: string | null;
}
