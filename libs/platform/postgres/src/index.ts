export { startEmbeddedPostgres } from './embedded/embedded-postgres';
export type { EmbeddedPostgresOptions, EmbeddedServer } from './embedded/embedded-postgres';
export { isUnavailable, postgresError } from './errors';
export { migrate } from './migrate';
export type { Migration } from './migrate';
export { createPool, hearErrors, identifier, inTransaction } from './pool';
export type { Pool, PoolClient, PoolOptions } from './pool';
