import type { Clock } from '@deskstream/kernel';
import type { VendorConnection, VendorVerification } from '@deskstream/port-vendor';
import type { DataSource } from 'typeorm';
import { readConnectionFacts } from './connections.query';
import { errorWindowOf } from './error-budget';
import type { ConnectionHealth } from './health';
import { DAY, healthOf } from './health';

const REFUSALS_OF = 7 * DAY;

/** The lights of one connection, from the projections. */
export const readHealth = async (
  deps: {
    readonly dataSource: DataSource;
    readonly clock: Clock;
    readonly verifications: readonly VendorVerification[];
  },
  connection: VendorConnection,
): Promise<ConnectionHealth> => {
  const { workspace, vendor } = connection;
  const now = deps.clock.now();
  const facts = await readConnectionFacts(
    deps.dataSource,
    { workspace, vendor },
    { refusedSince: now - REFUSALS_OF, errorsSince: now - errorWindowOf(vendor) },
  );
  const { requiredTopics = [] } = deps.verifications.find((each) => each.vendor === vendor) ?? {};
  return healthOf(connection, facts, { requiredTopics, now });
};
