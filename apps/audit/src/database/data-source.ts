import { hearErrors } from '@deskstream/platform-postgres';
import { DataSource } from 'typeorm';
import { FirstTables1790000000001 } from './1790000000001-first-tables';
import { Connections1790000000002 } from './1790000000002-connections';
import { SessionMetrics1790000000005 } from './1790000000005-session-metrics';
import { WatchedConnections1790000000007 } from './1790000000007-watched-connections';
import { Trials1790000000010 } from './1790000000010-trials';
import { TrialRunners1790000000014 } from './1790000000014-trial-runners';
import { VerificationReason1790000000020 } from './1790000000020-verification-reason';
import { CheckpointEntity, DeliveryEntity, DeliveryInputEntity, SessionEntity } from './entities';

/** Audit's tables in a schema of their own; migrated when it resolves. */
export const openDataSource = async (url: string, schema: string): Promise<DataSource> => {
  const source = new DataSource({
    type: 'postgres',
    url,
    schema,
    applicationName: 'deskstream-audit',
    extra: { options: `-c search_path=${schema}`, max: 8, onConnect: hearErrors },
    entities: [SessionEntity, DeliveryEntity, DeliveryInputEntity, CheckpointEntity],
    migrations: [
      FirstTables1790000000001,
      Connections1790000000002,
      SessionMetrics1790000000005,
      WatchedConnections1790000000007,
      Trials1790000000010,
      TrialRunners1790000000014,
      VerificationReason1790000000020,
    ],
    migrationsTableName: 'migration',
    poolErrorHandler: () => undefined,
  });
  await source.initialize();
  await source.transaction(async (manager) => {
    // Two replicas that start together migrate one after the other.
    await manager.query('select pg_advisory_xact_lock(hashtext($1))', [`audit ${schema}`]);
    await source.query(`create schema if not exists "${schema}"`);
    await source.runMigrations({ transaction: 'each' });
  });
  return source;
};
