import type { Clock } from '@deskstream/kernel';
import type { Settings } from '@deskstream/port-settings';
import type { VendorConnection } from '@deskstream/port-vendor';

/** Settings reach each service a moment later; a delivery of a new workspace may be here before. */
const PATIENCE_MS = 3_000;
const POLL_MS = 100;

/** Waits once per connection that is not known; those that stay unknown are `null` at once from then on. */
export const knownConnections = ({
  settings,
  clock,
}: {
  readonly settings: Settings;
  readonly clock: Clock;
}): ((workspace: string, vendor: string) => Promise<VendorConnection | null>) => {
  const givenUp = new Set<string>();
  return async (workspace, vendor) => {
    const name = `${workspace}/${vendor}`;
    const patience = givenUp.has(name) ? 0 : PATIENCE_MS;
    for (let waited = 0; waited < patience; waited += POLL_MS) {
      const connection = settings.connection(workspace, vendor);
      if (connection !== null) return connection;
      await clock.sleep(POLL_MS);
    }
    const connection = settings.connection(workspace, vendor);
    if (connection === null) givenUp.add(name);
    return connection;
  };
};
